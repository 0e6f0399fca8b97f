"""The report of a consultation: what was asked, of whom, by which rule, what came of it, how sure it is; then the
checklist of the method. One content, as a page, as a PDF and as JSON.

The PDF is set by Typst from a template of this package, with its own fonts: nothing is fetched.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.documents import engine as documents

TEMPLATE = Path(__file__).parents[1] / "templates" / "consultations" / "report.typ"


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Line:
    """A line of the checklist; `said` is empty where the data does not hold the answer."""

    topic: str
    said: str


@dataclass(frozen=True)
class Report:
    title: str
    place: str
    made_on: str
    reference: str
    sections: tuple[Section, ...]
    checklist: tuple[Line, ...]

    @property
    def filled(self) -> int:
        return sum(bool(line.said) for line in self.checklist)


def words() -> dict[str, str]:
    """What the PDF says around the content."""
    return {
        "language": (translation.get_language() or "fr")[:2],
        "checklist": _("Checklist of the method"),
        "checklist_text": checklist_text(),
        "topic": _("What a report should say"),
        "said": _("What the data say"),
        "unsaid": unsaid(),
        "page": _("page"),
    }


def checklist_text() -> str:
    return _(
        "After the headings of ACCORD (PLoS Medicine 2024) and DELPHISTAR (PLoS One 2024), in our own words. "
        "What the platform knows is filled in; what it cannot know is said to be missing."
    )


def unsaid() -> str:
    return _("Not in the data: whoever facilitates has to say it.")


def as_json(report: Report) -> dict[str, Any]:
    return asdict(report)


def pdf(report: Report) -> bytes:
    """Whole, as bytes."""
    content = {"report": asdict(report), "words": words()}
    inputs = {"content": orjson.dumps(content).decode()}
    return bytes(typst.compile(template(), sys_inputs=inputs))


@lru_cache(maxsize=1)
def template() -> bytes:
    return TEMPLATE.read_bytes()


def day(moment: Any) -> str:
    """A moment's day in words; a dash for none."""
    return date_format(localtime(moment), "j F Y") if moment else "–"


def today() -> str:
    return day(clock.now())


def plain(text: str) -> str:
    """Markdown as words."""
    return documents.plain(text)
