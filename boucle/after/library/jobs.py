"""What the worker does for the library: it publishes the reports that were checked, a session at a time, and visits
the links of sheets, one host at a time, slowly."""

import logging
import time

from django.conf import settings
from django.utils.translation import gettext as _

from boucle.after.library import actions
from boucle.after.library.queries import drafts

logger = logging.getLogger("boucle.work")
AT_ONCE = 20  # links a run
AT_MOST = 1.0  # seconds of publishing in one go: letters and the outbox wait meanwhile


def publish_drafts() -> int:
    """Goes on with the reports that wait, oldest first, for about a second; returns how many sheets were written."""
    end, written = time.monotonic() + AT_MOST, 0
    for draft_id in drafts.waiting():
        while time.monotonic() < end:
            now = next_session(draft_id)
            written += now
            if not now:
                break
    return written


def next_session(draft_id: int) -> int:
    """How many sheets it has; 0 once the report is done or given back."""
    try:
        return actions.publish_next(draft_id=draft_id)
    except Exception as error:  # one report that cannot be written must not stop those behind it
        logger.warning("report given back", extra={"draft": draft_id, "error": type(error).__name__})
        problem = _(
            "Something unexpected happened in the next session, which is not in the library. Publish again; if it "
            "stops again, tell whoever looks after this site."
        )
        actions.send_draft_back(draft_id=draft_id, problem=problem)
        return 0


def check_links() -> int:
    """Visits the links that were not visited for a month; how many. Nothing leaves where the setting is off."""
    if not settings.BOUCLE["CHECK_LINKS"]:
        return 0
    return actions.check_links(limit=AT_ONCE)
