"""Writes of what leaves: letters, their delivery, subscriptions."""

from boucle.foundation.messages.actions.deliver import claim_next, deliver
from boucle.foundation.messages.actions.late import remind_late
from boucle.foundation.messages.actions.send import (
    facts,
    forget,
    send,
    send_receipt,
    send_still_true,
    tell_asked,
    tell_author,
    tell_of,
)
from boucle.foundation.messages.actions.subscribe import confirm, leave, subscribe, tell_next

__all__ = [
    "claim_next",
    "confirm",
    "deliver",
    "facts",
    "forget",
    "leave",
    "remind_late",
    "send",
    "send_receipt",
    "send_still_true",
    "subscribe",
    "tell_asked",
    "tell_author",
    "tell_next",
    "tell_of",
]
