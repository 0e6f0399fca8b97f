"""Writes of actors."""

from boucle.foundation.actors.actions.agreement import come_back, leave, share
from boucle.foundation.actors.actions.ending import let_go
from boucle.foundation.actors.actions.meet import accept as accept_meeting
from boucle.foundation.actors.actions.meet import ask as ask_to_meet
from boucle.foundation.actors.actions.meet import decline as decline_meeting
from boucle.foundation.actors.actions.present import present
from boucle.foundation.actors.actions.tie import accept as accept_tie
from boucle.foundation.actors.actions.tie import ask as ask_to_tie
from boucle.foundation.actors.actions.tie import decline as decline_tie
from boucle.foundation.actors.actions.tie import end as end_tie

__all__ = [
    "accept_meeting",
    "accept_tie",
    "ask_to_meet",
    "ask_to_tie",
    "come_back",
    "decline_meeting",
    "decline_tie",
    "end_tie",
    "leave",
    "let_go",
    "present",
    "share",
]
