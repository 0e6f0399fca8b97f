"""Who may read and change a plan. Callers say `rules.check_keep(…)`."""

from boucle.before.plans.rules.entries import (
    Outdated,
    can_export,
    can_read_section,
    check_export,
    check_holds,
    check_seen,
    is_public,
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
    "Outdated",
    "can_export",
    "can_keep",
    "can_read",
    "can_read_section",
    "can_write",
    "check_export",
    "check_holds",
    "check_keep",
    "check_seen",
    "check_staff",
    "check_write",
    "is_keeper",
    "is_public",
    "is_staff",
]
