"""Who may read and change a plan. Callers say `rules.check_keep(…)`."""

from boucle.before.plans.rules.who import (
    by,
    can_keep,
    can_read,
    can_see,
    can_write,
    check_keep,
    check_staff,
    check_verb,
    check_write,
    is_keeper,
    is_staff,
)

__all__ = [
    "by",
    "can_keep",
    "can_read",
    "can_see",
    "can_write",
    "check_keep",
    "check_staff",
    "check_verb",
    "check_write",
    "is_keeper",
    "is_staff",
]
