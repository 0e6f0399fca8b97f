"""A plan on paper: plain blocks, set by Typst as a PDF or by a template as the page that is read without a network.

What people typed reaches Typst as data: a text of Markdown as a tree, a line as a string. Nothing of it is run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.before.plans.models import Plan
from boucle.before.plans.queries import links
from boucle.foundation.core import clock
from boucle.foundation.core.text import spaced
from boucle.foundation.documents import engine as documents
from boucle.foundation.documents import exports as paper

TEMPLATE = Path(__file__).parents[1] / "templates" / "plans" / "paper" / "paper.typ"


@dataclass(frozen=True)
class Markdown:
    source: str


class Kind:
    """What Typst and the templates choose a shape by."""

    @property
    def kind(self) -> str:
        return type(self).__name__.lower()


@dataclass(frozen=True)
class Prose(Kind):
    text: Markdown
    is_staff: bool = False  # stands in a box of its own


@dataclass(frozen=True)
class Table(Kind):
    """The first column names the row; `numbers` says which columns are set to the right."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[bool] = ()
    is_ticked: bool = False  # a box before each row

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with the name of its column, for a page that is narrow."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Card(Kind):
    title: str
    role: str
    trigger: str
    steps: Sequence[Markdown]


@dataclass(frozen=True)
class Message(Kind):
    title: str
    how: str
    text: str


@dataclass(frozen=True)
class Person:
    rank: str
    function: str
    beside: str  # organisation, discipline
    name: str
    phones: Sequence[str]
    mail: str = ""
    deputies: Sequence["Person"] = ()


@dataclass(frozen=True)
class Directory(Kind):
    """`chain`: those who are called first, in order."""

    chain: Sequence[Person]
    others: Sequence[Person]


@dataclass(frozen=True)
class Lines(Kind):
    """Room to write by hand."""

    count: int


Block = Prose | Table | Card | Message | Directory | Lines


@dataclass(frozen=True)
class Part:
    """A section of the plan, or a chapter of a document."""

    title: str
    number: str = ""
    depth: int = 1
    marks: str = ""  # hazard, phase, role
    facts: str = ""  # who holds it, when it is reviewed, its revision
    blocks: Sequence[Block] = ()
    is_draft: bool = False
    begins_page: bool = False


@dataclass(frozen=True)
class Paper:
    """`layout`: plan (with cover and contents), pages, card. `url`: the live page."""

    layout: str
    title: str
    plan: str
    place: str
    is_staff: bool
    url: str
    state: str  # of what day the plan is
    parts: Sequence[Part]
    lede: str = ""

    @property
    def audience(self) -> str:
        return staff_version() if self.is_staff else _("Public version")

    @property
    def address(self) -> str:
        return f"{settings.ORIGIN}{self.url}"


def staff_version() -> str:
    return _("For the crisis staff: do not publish")


def pdf(document: Paper) -> bytes:
    return paper.pdf(TEMPLATE, content(document))


def content(document: Paper) -> dict[str, Any]:
    """All that Typst is given."""
    extras = {"audience": document.audience, "address": document.address}
    return {"paper": {**data(document), **extras, "qr": documents.qr_picture(document.address)}, "words": said()}


def data(value: Any) -> Any:
    """Rows as plain data: each of our blocks says its `kind`, Markdown is a tree, lines have their French spaces."""
    if isinstance(value, Markdown):
        return typeset(documents.tree(value.source))
    if is_dataclass(value) and not isinstance(value, type):
        known = {field.name: data(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **known}
    if isinstance(value, str):
        return spaced(str(value))
    return [data(each) for each in value] if isinstance(value, list | tuple) else value


def typeset(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same tree with French spaces in its words."""
    return [
        {**each, "text": spaced(each.get("text", "")), "children": typeset(each.get("children", []))} for each in nodes
    ]


def said() -> dict[str, str]:
    """What stands around the content."""
    return {
        "language": (translation.get_language() or "fr")[:2],
        "printed": _("Set on %(moment)s") % {"moment": moment(clock.now())},
        "contents": _("Contents"),
        "scan": _("The live page, always up to date:"),
        "draft": _("Draft"),
        "staff_text": _("For the crisis staff only"),
        "unanswered": _("If nobody answers:"),
        "first": _("To call first, in this order"),
        "others": _("Not called first"),
        "begins": pgettext("action card", "Begins:"),
        "nothing": _("Nothing is written here yet."),
        "signature": _("Done by, at:"),
    }


def moment(at: datetime) -> str:
    """`28 novembre 2026, 14:05`."""
    return f"{day(at)}, {formats.date_format(timezone.localtime(at), 'H:i')}"


def day(at: date) -> str:
    return formats.date_format(timezone.localtime(at) if isinstance(at, datetime) else at, "DATE_FORMAT")


def state(at: datetime | None) -> str:
    return _("Plan as of %(day)s") % {"day": day(at)} if at else _("Plan in preparation")


def frame(plan: Plan, *, is_staff: bool, at: datetime | None, url: str = "") -> dict[str, Any]:
    """What every document of a plan says of it."""
    return {
        "plan": plan.name,
        "place": plan.territory.name,
        "is_staff": is_staff,
        "url": url or links.plan(plan),
        "state": state(at),
    }
