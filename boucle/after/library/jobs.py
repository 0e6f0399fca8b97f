"""What the worker does for the library: it visits the links of its sheets, one host at a time, slowly."""

from django.conf import settings

from boucle.after.library import actions

AT_ONCE = 20  # links a run


def check_links() -> int:
    """Visits the links that were not visited for a month; how many. Nothing leaves where the setting is off."""
    if not settings.BOUCLE["CHECK_LINKS"]:
        return 0
    return actions.check_links(limit=AT_ONCE)
