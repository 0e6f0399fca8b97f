"""Writes of the library."""

from boucle.after.library.actions.checks import check_links
from boucle.after.library.actions.draft import correct as correct_draft
from boucle.after.library.actions.draft import discard as discard_draft
from boucle.after.library.actions.draft import purge as purge_drafts
from boucle.after.library.actions.draft import read_report
from boucle.after.library.actions.notebook import add as add_entry
from boucle.after.library.actions.notebook import create as create_notebook
from boucle.after.library.actions.notebook import raise_entry
from boucle.after.library.actions.notebook import remove as remove_entry
from boucle.after.library.actions.notebook import write as write_notebook
from boucle.after.library.actions.propose import propose, revise
from boucle.after.library.actions.publish_draft import ask_to_publish, publish_draft, publish_next
from boucle.after.library.actions.publish_draft import send_back as send_draft_back
from boucle.after.library.actions.references import take as take_reference

__all__ = [
    "add_entry",
    "ask_to_publish",
    "check_links",
    "correct_draft",
    "create_notebook",
    "discard_draft",
    "propose",
    "publish_draft",
    "publish_next",
    "purge_drafts",
    "raise_entry",
    "read_report",
    "remove_entry",
    "revise",
    "send_draft_back",
    "take_reference",
    "write_notebook",
]
