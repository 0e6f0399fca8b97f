"""What the worker does for the library: it publishes the reports that were checked, a session a round, and visits the
links of sheets, one host at a time, slowly."""

import logging

from django.conf import settings
from django.utils.translation import gettext as _

from boucle.after.library import actions
from boucle.after.library.queries import drafts

logger = logging.getLogger("boucle.work")
AT_ONCE = 20  # links a run


def publish_drafts() -> int:
    """Publishes the next session of the report that was asked for first, and no more: a round of the worker is one
    transaction, and others write between two. Returns how many sheets it has; a report that is given back lets the
    next one come."""
    for draft_id in drafts.waiting():
        written = next_session(draft_id)
        if written:
            return written
    return 0


def next_session(draft_id: int) -> int:
    """How many sheets it has; 0 when the report is given back, or in another worker's hands."""
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
