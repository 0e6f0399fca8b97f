"""Reads of contributions, their history and their content."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ids
from boucle.foundation.lifecycle import engine, registry
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution, Revision, Transition

SHARED_FIELDS = ("title", "text", "theme", "territory", "address", "lat", "lon", "language")
ANY_REFERENCE = "0000000"


def shared_content(contribution: Contribution) -> dict[str, Any]:
    """The public fields that every kind has, as JSON values."""
    return {
        "title": contribution.title,
        "text": contribution.text,
        "theme": contribution.theme.slug if contribution.theme else "",
        "territory": contribution.territory.code,
        "address": contribution.address,
        "lat": contribution.lat,
        "lon": contribution.lon,
        "language": contribution.language,
    }


def content(contribution: Contribution) -> dict[str, Any]:
    """Everything public that a revision keeps."""
    return {**shared_content(contribution), **registry.kind(contribution.kind).content(contribution)}


def waiting_revision(contribution: Contribution) -> Revision | None:
    if not contribution.has_waiting_revision:
        return None
    return contribution.revisions.filter(is_waiting=True).first()


def corrected(contribution: Contribution) -> dict[str, Any]:
    """What its author corrects now: the correction that waits, or what is there."""
    waiting = waiting_revision(contribution)
    return waiting.content if waiting else content(contribution)


def with_history(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Adds `transitions`, newest first, in one query for all rows."""
    lines = Transition.objects.select_related("actor").order_by("-number")
    return rows.prefetch_related(Prefetch("transitions", lines))


def by_reference(reference: str) -> Contribution | None:
    """Takes small letters, and the signs that people confuse (Crockford's base 32)."""
    asked = reference.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if not (asked.isascii() and asked.isalnum()):  # PostgreSQL refuses to look for a NUL
        return None
    return full().filter(reference=asked).first()


def kind_address(kind: str, reference: str) -> str:
    """Path of the page of a contribution of a kind; empty where the kind has none."""
    url_name = registry.kind(kind).url_name
    if not url_name:
        return ""
    before, after = around_reference(url_name)
    return before + reference + after


@lru_cache
def around_reference(url_name: str) -> tuple[str, str]:
    """What stands before and after the reference in an address: resolved once, not once for each row of a list."""
    before, _, after = reverse(url_name, args=[ANY_REFERENCE]).partition(ANY_REFERENCE)
    return before, after


def by_secret(secret: str) -> Contribution | None:
    """The contribution whose private link this is."""
    return full().filter(secret_hash=ids.digest(secret)).first() if secret else None


def full() -> QuerySet[Contribution]:
    """Contributions with what their pages show of them, joined."""
    return Contribution.objects.select_related("territory", "theme", "situation", "held_by", "merged_into")


def posts(contribution: Contribution, user: User, right: Right) -> set[str]:
    """The posts in which somebody holds a right where a contribution is; one query."""
    place = accounts.covering(contribution.territory_id, contribution.theme_id)
    return set(accounts.scopes_of(user).filter(accounts.having(right)).filter(place).values_list("post", flat=True))


def survivor(contribution: Contribution) -> Contribution:
    """Where a merged contribution went, at the end of the chain."""
    while contribution.merged_into is not None:
        contribution = contribution.merged_into
    return contribution


def last_transition(contribution: Contribution) -> Transition | None:
    return contribution.transitions.order_by("-number").first()


def last_number(contribution: Contribution) -> int:
    """What a form shown now has seen."""
    return contribution.transitions.order_by("-number").values_list("number", flat=True).first() or 0


def question(contribution: Contribution) -> str:
    """What was asked of whoever wrote, as long as nothing has happened since."""
    last = last_transition(contribution)
    return last.note if last is not None and last.verb == Verb.RETURN else ""


def line(transition: Transition, uid: str) -> engine.Line:
    return engine.Line(
        uid,
        transition.number,
        transition.verb,
        transition.source,
        transition.target,
        transition.role,
        transition.actor_id,
        transition.at,
        transition.reason,
        transition.note,
        transition.changed,
    )


def broken_line(contribution: Contribution) -> int | None:
    """The number of the first line that was tampered with, or that is missing, or None when the history holds."""
    return first_break(contribution, list(contribution.transitions.order_by("number")))


def first_break(contribution: Contribution, lines: Sequence[Transition]) -> int | None:
    """The same for lines already read, oldest first. A state that no line explains breaks the line after the last."""
    uid = str(contribution.uid)
    broken = engine.first_break((line(each, uid), each.previous_hash, each.hash) for each in lines)
    if broken is None and (not lines or lines[-1].target != contribution.state):
        return len(lines) + 1
    return broken


def broken_histories(rows: QuerySet[Contribution]) -> Iterator[tuple[str, int]]:
    """The reference of each contribution whose history does not hold, and the number of its first wrong line.

    Histories are read five hundred at a time: the memory does not grow with their number.
    """
    lines = Prefetch("transitions", Transition.objects.order_by("number"), to_attr="lines")
    for contribution in rows.order_by("id").prefetch_related(lines).iterator(chunk_size=500):
        broken = first_break(contribution, contribution.lines)
        if broken is not None:
            yield contribution.reference, broken
