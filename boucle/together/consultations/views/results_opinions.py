"""The opinion map: its page, the same with the reader's own place, and the files that give it again."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.together.consultations.engine.opinions import Why
from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import votes as exports
from boucle.together.consultations.models import Consultation, Voice
from boucle.together.consultations.queries import (
    figures_opinions,
    figures_sureness,
    finding,
    opinion_map,
    opinion_names,
    opinion_votes,
    opinion_words,
    public,
)
from boucle.together.consultations.views import frames, holding, result_files

PAGE = "consultations/results/opinions.html"


def page(request: HttpRequest, row: Consultation) -> HttpResponse:
    """For everybody; nobody's own place is on it."""
    return render(request, PAGE, known(row))


@never_cache
@require_http_methods(["GET", "HEAD"])
@holding.holder
def own(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """The same page, with where the holder of the code stands on it."""
    row = frames.dressed(request, voice.consultation)
    if row.method != Method.OPINIONS or not result_files.are_shown(row):
        return redirect("consultations:take_part", code)
    return render(request, PAGE, known(row, voice) | {"code": code})


def known(row: Consultation, voice: Voice | None = None) -> dict[str, Any]:
    part = public.part(row)
    said: dict[str, Any] = {
        "row": row,
        "part": part,
        "round": finding.open_round(row),
        "poll": opinion_words.sample(row, part),
    }
    is_told = part.taking >= row.minimum_cell
    found = opinion_map.ready(row) if is_told else None
    return said | {"is_few": not is_told, "found": found} | (drawn(row, found, voice) if found is not None else {})


def drawn(row: Consultation, kept: opinion_map.Ready, voice: Voice | None) -> dict[str, Any]:
    found = opinion_names.named(row, kept)
    items = {item.number: item for item in row.items.all()}
    mine = opinion_map.own(found, voice) if voice is not None else None
    ties = figures_opinions.ties(found, items)
    return {
        "lede": opinion_words.lede(found, ties),
        "figures": opinion_words.figures(row, found),
        "map": figures_opinions.map_figure(found, mine) if has_places(found) else None,
        "own": opinion_words.own(found, mine) if voice is not None else "",
        "cautions": opinion_words.cautions(found),
        "ties": ties,
        "ties_table": figures_opinions.ties_table(found, items),
        "camps": figures_opinions.camps(found, items),
        "shared": figures_opinions.shared(found, items) if not found.found.count else [],
        "sure": figures_sureness.sure_figure(found),
        "statements": figures_opinions.statements(found, items),
        "command": opinion_words.command(row, found),
        "is_open_data": result_files.are_open(row),
    }


def has_places(found: opinion_map.Ready) -> bool:
    return found.found.why not in (Why.FEW_PEOPLE, Why.SAME_VOTES)


@require_safe
def last_votes(request: HttpRequest, reference: str) -> HttpResponseBase:
    return votes_file(request, reference, "votes", exports.last_votes)


@require_safe
def all_votes(request: HttpRequest, reference: str) -> HttpResponseBase:
    return votes_file(request, reference, "all-votes", exports.all_votes)


def votes_file(
    request: HttpRequest, reference: str, name: str, write: Callable[[opinion_votes.Lines], Iterator[str]]
) -> HttpResponseBase:
    """The votes that the map of the page counts: later ones come with the next map."""
    row, found = map_of(request, reference)
    if found is None:
        return result_files.later()
    return result_files.stream(f"{reference}-{name}.csv", write(opinion_votes.read(row.pk, found.last)))


@require_safe
def statements(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, found = map_of(request, reference)
    if found is None:
        return result_files.later()
    return result_files.stream(f"{reference}-statements.csv", exports.statements(list(row.items.all()), found))


@require_safe
def as_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, found = map_of(request, reference)
    if found is None:
        return result_files.later()
    return result_files.as_json(exports.as_json(row, list(row.items.all()), found))


def map_of(request: HttpRequest, reference: str) -> tuple[Consultation, opinion_map.Ready | None]:
    row = result_files.find(request, reference, Method.OPINIONS)
    result_files.check_enough(row, public.taking(row))
    found = opinion_map.ready(row)
    return row, opinion_names.named(row, found) if found is not None else None
