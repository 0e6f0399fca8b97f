"""Who may read and change an inventory. Callers say `rules.check_keep(…)`."""

from boucle.before.dominos.rules.who import can_keep, can_read, check_keep, check_staff, is_staff

__all__ = ["can_keep", "can_read", "check_keep", "check_staff", "is_staff"]
