"""The results of a Delphi: what the group decided, and how sure it is."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from boucle.foundation.core import ready
from boucle.together.consultations.engine import delphi_pictures
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.exports import delphi_marks, delphi_measures, delphi_sentences, rule_words
from boucle.together.consultations.exports.delphi_marks import Mark
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import (
    deciding,
    delphi_answers,
    delphi_computed,
    delphi_lineage,
    delphi_people,
    delphi_verdicts,
    delphi_words,
    figures_delphi,
    figures_zones,
)
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_verdicts import Judged
from boucle.together.consultations.views import frames, result_files


@dataclass(frozen=True)
class Row:
    """A line of the table of verdicts."""

    judged: Judged
    mark: Mark
    picture: SafeString
    words: dict[str, str]
    share: str
    change: str
    steadiness: str


def page(request: HttpRequest, row: Consultation) -> HttpResponse:
    """Whatever closed rounds gave; too few people are too few for any figure."""
    found = delphi_answers.collected(row)
    judged = [] if found.is_hidden else delphi_verdicts.judged(found)
    others = [item for item in found.items if item.number not in {one.item.number for one in judged}]
    known: dict[str, Any] = {
        "row": row,
        "found": found,
        "lede": delphi_sentences.lede(judged) if judged else "",
        "rows": [table_row(one, found) for one in judged],
        "others": [other(found, item) for item in others if item.type != ItemType.OPEN],
        "open_items": [item for item in others if item.type == ItemType.OPEN],
        "people": delphi_people.people(found),
        "rule": rule_words.sentences(row),
        "decision": deciding.decision(row),
        "outcomes": deciding.outcomes(row),
        "is_open": result_files.are_open(row) and not found.is_hidden,
    }
    return ready.public(render(request, "consultations/results/delphi.html", known), row.contribution.territory)


def other(found: Collected, item: Item) -> tuple[Item, Mark | None]:
    """What is not judged on the scale; a choice may have a verdict all the same."""
    verdict = None if found.is_hidden else delphi_verdicts.verdict_of(found, item, found.asked[item.number][-1])
    return item, delphi_marks.plain_mark(verdict) if verdict is not None else None


def table_row(judged: Judged, found: Collected) -> Row:
    summary, stability = judged.last.item.summary, judged.last.stability
    low, high = found.rule.scale
    has_marks = summary.q1 is not None and summary.median is not None and summary.q3 is not None
    axis = delphi_pictures.Axis(low, high, found.rule.step)
    drawn = delphi_pictures.small_half(axis, summary.q1, summary.median, summary.q3) if has_marks else ""  # type: ignore[arg-type]  # `has_marks` says so
    return Row(
        judged=judged,
        mark=delphi_marks.mark(judged),
        picture=mark_safe(drawn),
        words={name: delphi_words.said(getattr(summary, name)) for name in ("median", "q1", "q3")},
        share=delphi_words.percent(judged.share),
        change=delphi_words.percent(stability.histogram if stability else None),
        steadiness=delphi_sentences.steadiness(judged),
    )


@require_safe
def item_page(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One item: consensus, stability and departures apart, its spread, where it comes from, what became of it."""
    row, found, item = asked(request, reference, number)
    every = [] if found.is_hidden else delphi_verdicts.judged(found)
    judged = next((one for one in every if one.item.number == number), None)
    last = found.asked[number][-1]
    round_ = next(one for one in found.rounds if one.number == last)
    is_open = item.type == ItemType.OPEN
    seen = None if is_open or found.is_hidden else computed(found, round_, item)
    known: dict[str, Any] = {
        "row": row,
        "found": found,
        "item": item,
        "judged": judged,
        "mark": delphi_marks.mark(judged) if judged else None,
        "parts": delphi_sentences.parts(judged, found.rule) if judged else [],
        "zones": figures_zones.figure(found, judged) if judged else None,
        "seen": seen,
        "figure": figures_delphi.feedback(seen) if seen else None,
        "measures": delphi_measures.measures(judged) if judged else [],
        "lineage": delphi_lineage.lineage(item),
        "outcome": next((one for one in deciding.outcomes(row) if one.item_id == item.pk), None),
    }
    return ready.public(render(request, "consultations/results/item.html", known), row.contribution.territory)


def computed(found: Collected, round_: Any, item: Item) -> Any:
    round_.consultation = found.consultation
    return delphi_computed.computed(round_, item, found.rows(item, round_.number), None)


@require_safe
def verbatims(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The open answers that an item was born of, as far as they may be read."""
    row, found, item = asked(request, reference, number)
    known: dict[str, Any] = {
        "row": row,
        "item": item,
        "lineage": delphi_lineage.lineage(item),
        "quotes": delphi_lineage.verbatims(found, item),
    }
    return ready.public(render(request, "consultations/results/verbatims.html", known), row.contribution.territory)


def asked(request: HttpRequest, reference: str, number: int) -> tuple[Consultation, Collected, Item]:
    """Raises Http404 while results are hidden: an address says nothing either."""
    row = delphi(request, reference)
    found = delphi_answers.collected(row)
    item = found.item(number)
    if item is None:
        raise Http404
    return row, found, item


def delphi(request: HttpRequest, reference: str) -> Consultation:
    row = frames.dressed(request, frames.public(reference))
    if row.method != Method.DELPHI or not result_files.are_shown(row):
        raise Http404
    return row
