"""The report of a consultation: what was asked, of whom, by which rule, what came of it, how sure it is; then the
checklist of the method. One content, as a page, as a PDF and as JSON.

The PDF is set by Typst from a template of this package, with its own fonts: nothing is fetched.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.documents import engine as documents
from boucle.foundation.documents import exports as paper
from boucle.together.consultations.models import Consultation

TEMPLATE = Path(__file__).parents[1] / "templates" / "consultations" / "report.typ"


class NotReady(Exception):
    """What it would say is being computed, and is there in a moment."""


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with the name of its column, for a page that is narrow."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class File:
    """What anybody takes away to count again; `path` is its address on this site."""

    name: str
    path: str


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    command: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the checklist; `said` is empty where the data does not hold the answer."""

    topic: str
    said: str


@dataclass(frozen=True)
class Checklist:
    """`source`: what it was made after."""

    source: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Report:
    title: str
    place: str
    method: str
    made_on: str
    reference: str
    sections: tuple[Section, ...]
    checklist_source: str
    checklist: tuple[Line, ...]

    @property
    def filled(self) -> int:
        return sum(bool(line.said) for line in self.checklist)


def of(row: Consultation, sections: tuple[Section, ...], checklist: Checklist) -> Report:
    return Report(
        title=row.contribution.title,
        place=row.contribution.territory.name,
        method=capfirst(row.get_method_display()),
        made_on=today(),
        reference=row.contribution.reference,
        sections=sections,
        checklist_source=checklist.source,
        checklist=checklist.lines,
    )


def words() -> dict[str, str]:
    """What the PDF says around the content."""
    return {
        "language": (translation.get_language() or "fr")[:2],
        "origin": settings.ORIGIN,
        "checklist": _("Checklist of the method"),
        "topic": _("What a report should say"),
        "said": _("What the data say"),
        "unsaid": unsaid(),
        "page": _("page"),
    }


def unsaid() -> str:
    return _("Not in the data: whoever facilitates has to say it.")


def as_json(report: Report) -> dict[str, Any]:
    return asdict(report)


def pdf(report: Report) -> bytes:
    """Whole, as bytes."""
    return paper.pdf(TEMPLATE, {"report": asdict(report), "words": words()})


def day(moment: Any) -> str:
    """A moment's day in words; a dash for none."""
    return date_format(localtime(moment), "j F Y") if moment else "–"


def today() -> str:
    return day(clock.now())


def plain(text: str) -> str:
    """Markdown as words."""
    return documents.plain(text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Markdown as words, paragraph by paragraph."""
    return tuple(said for part in text.split("\n\n") if (said := plain(part)))
