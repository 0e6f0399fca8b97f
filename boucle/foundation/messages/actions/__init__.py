"""Writes of what leaves: letters, their delivery, subscriptions."""

from boucle.foundation.messages.actions.deliver import claim_next, deliver
from boucle.foundation.messages.actions.send import (
    send,
    send_receipt,
    send_still_true,
    tell_asked,
    tell_author,
)

__all__ = ["claim_next", "deliver", "send", "send_receipt", "send_still_true", "tell_asked", "tell_author"]
