"""Writes of the library."""

from boucle.after.library.actions.checks import check_links
from boucle.after.library.actions.draft import correct as correct_draft
from boucle.after.library.actions.draft import discard as discard_draft
from boucle.after.library.actions.draft import purge as purge_drafts
from boucle.after.library.actions.draft import read_report
from boucle.after.library.actions.propose import propose
from boucle.after.library.actions.publish_draft import publish_draft
from boucle.after.library.actions.references import take as take_reference

__all__ = [
    "check_links",
    "correct_draft",
    "discard_draft",
    "propose",
    "publish_draft",
    "purge_drafts",
    "read_report",
    "take_reference",
]
