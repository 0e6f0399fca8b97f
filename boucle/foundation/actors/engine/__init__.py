"""Pure computation: who should meet whom, and why."""

from boucle.foundation.actors.engine.matching import Ground, Match, Profile, Reason, match, rank

__all__ = ["Ground", "Match", "Profile", "Reason", "match", "rank"]
