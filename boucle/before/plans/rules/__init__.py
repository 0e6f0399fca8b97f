"""Who may read and change a plan. Callers say `rules.check_keep(…)`."""

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
    "can_keep",
    "can_read",
    "can_write",
    "check_keep",
    "check_staff",
    "check_write",
    "is_keeper",
    "is_staff",
]
