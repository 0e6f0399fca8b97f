"""Tables of actors."""

from boucle.foundation.actors.models.actor import Actor, Subject
from boucle.foundation.actors.models.asking import Meeting, Tie

__all__ = ["Actor", "Meeting", "Subject", "Tie"]
