"""Who may see what of the library, beyond what the lifecycle says."""

from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.models import Contribution


def can_see_waiting(contribution: Contribution, user: User | None) -> bool:
    """What waits for a decision is seen by whoever may decide on it, and by nobody else."""
    return lifecycle.holds(contribution, user, Right.SEE)
