"""A format of a debrief on paper: roles, times, questions, room to write by hand, a code back to its page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.after.lessons import registry
from boucle.foundation.core import clock
from boucle.foundation.core.text import spaced
from boucle.foundation.documents import engine as documents
from boucle.foundation.documents import exports as paper
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

TEMPLATE = Path(__file__).parents[1] / "templates" / "lessons" / "paper" / "format.typ"
EMPTY_ROWS = 6


def pdf(form: registry.Format, place: Territory, event: Situation | None, facts: Sequence[Fact], address: str) -> bytes:
    """`facts`: figures of the event, laid on the table with the questions. `address`: of its page, whole."""
    return paper.pdf(TEMPLATE, content(form, place, event, facts, address))


def content(
    form: registry.Format, place: Territory, event: Situation | None, facts: Sequence[Fact], address: str
) -> dict[str, Any]:
    """All that Typst is given."""
    told = {
        "title": str(form.title),
        "purpose": str(form.purpose),
        "place": place.name,
        "event": event.name if event else "",
        "is_exercise": event is not None and event.nature not in PUBLIC_NATURES,
        "marks": [duration(form.minutes), str(form.people), str(form.needs)],
        "roles": [[str(role.who), str(role.does)] for role in form.roles],
        "course": [[elapsed(at), duration(step.minutes), str(step.what), str(step.who)] for at, step in form.course],
        "steps": [asked(number, step) for number, step in enumerate(form.steps, 1) if step.lines],
        "facts": [[str(one.what), figure(one)] for one in facts],
        "meter": [str(words) for _name, words in registry.VALIDITY],
    }
    apart = {"address": address, "qr": documents.qr_picture(address), "rows": EMPTY_ROWS}
    return {**french(told), **apart, "words": french(words())}


def asked(number: int, step: registry.Step) -> dict[str, Any]:
    return {
        "title": f"{number}. {step.what}",
        "marks": [duration(step.minutes), str(step.who)],
        "questions": [str(question) for question in step.questions],
        "lines": step.lines,
    }


def elapsed(minutes: int) -> str:
    """`1 h 05` after the beginning."""
    return _("%(hours)d h %(minutes)02d") % {"hours": minutes // 60, "minutes": minutes % 60}


def duration(minutes: int) -> str:
    return elapsed(minutes) if minutes > 90 else _("%(n)s min") % {"n": minutes}


def figure(fact: Fact) -> str:
    if fact.figure is None:
        return "–"
    number = formats.number_format(fact.figure, 0 if fact.figure == int(fact.figure) else 1)
    return f"{number} {fact.unit}".strip()


def french(value: Any) -> Any:
    """The same with the spaces of French in its words."""
    if isinstance(value, str):
        return spaced(value)
    if isinstance(value, dict):
        return {name: french(each) for name, each in value.items()}
    return [french(each) for each in value] if isinstance(value, list) else value


def words() -> dict[str, Any]:
    """What stands around the content."""
    return {
        "language": (translation.get_language() or "fr")[:2],
        "printed": _("Set on %(day)s") % {"day": formats.date_format(timezone.localtime(clock.now()), "DATE_FORMAT")},
        "scan": _("The page of this sheet, where its review is written afterwards:"),
        "exercise": _("Exercise"),
        "known": [
            _("Event"),
            _("Day and hours"),
            pgettext("debrief", "Place"),
            _("Who facilitates"),
            _("Who writes"),
            _("How many people"),
        ],
        "roles": _("Who does what"),
        "course": _("How it goes"),
        "course_head": [pgettext("debrief", "From"), pgettext("duration", "Time"), _("What"), _("Who")],
        "facts": _("The event in figures"),
        "leaves": _("What leaves this room"),
        "leaves_head": [_("What was learnt"), _("What is recommended"), _("Who"), _("By when")],
        "meter": _("How much can it be trusted? Tick what is true."),
        "source": _("After the guide for after action reviews of the World Health Organization (2019)."),
    }
