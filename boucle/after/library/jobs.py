"""What the worker does for the library: it publishes the reports that were checked, a session at a time, and visits
the links of sheets, one host at a time, slowly."""

import time

from django.conf import settings

from boucle.after.library import actions
from boucle.after.library.queries import drafts

AT_ONCE = 20  # links a run
AT_MOST = 1.0  # seconds of publishing in one go: letters and the outbox wait meanwhile


def publish_drafts() -> int:
    """Goes on with the reports that wait, oldest first, for about a second; returns how many sheets were written."""
    end, written = time.monotonic() + AT_MOST, 0
    for draft_id in drafts.waiting():
        while time.monotonic() < end:
            now = actions.publish_next(draft_id=draft_id)
            written += now
            if not now:
                break
    return written


def check_links() -> int:
    """Visits the links that were not visited for a month; how many. Nothing leaves where the setting is off."""
    if not settings.BOUCLE["CHECK_LINKS"]:
        return 0
    return actions.check_links(limit=AT_ONCE)
