"""Who may read and change a plan. Callers say `rules.check_keep(…)`."""

from boucle.before.plans.rules.active import (
    can_follow,
    can_read_debrief,
    can_run,
    check_ended,
    check_follow,
    check_playable,
    check_read_debrief,
    check_run,
    check_running,
    fills,
)
from boucle.before.plans.rules.who import (
    can_keep,
    can_read,
    can_write,
    check_keep,
    check_staff,
    check_write,
    is_keeper,
    is_staff,
)

__all__ = [
    "can_follow",
    "can_keep",
    "can_read",
    "can_read_debrief",
    "can_run",
    "can_write",
    "check_ended",
    "check_follow",
    "check_keep",
    "check_playable",
    "check_read_debrief",
    "check_run",
    "check_running",
    "check_staff",
    "check_write",
    "fills",
    "is_keeper",
    "is_staff",
]
