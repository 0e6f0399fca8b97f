"""Writes of initiatives: each takes keywords, and does all or nothing."""

from boucle.during.initiatives.actions.content import apply, refresh_spans
from boucle.during.initiatives.actions.propose import confirm, erase, propose, purge, revise, wait
from boucle.during.initiatives.actions.visitors import (
    approve_claim,
    claim,
    handle_report,
    refuse_claim,
    relay,
    report,
)

__all__ = [
    "apply",
    "approve_claim",
    "claim",
    "confirm",
    "erase",
    "handle_report",
    "propose",
    "purge",
    "refresh_spans",
    "refuse_claim",
    "relay",
    "report",
    "revise",
    "wait",
]
