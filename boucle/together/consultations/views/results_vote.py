"""The results of a vote or a straw poll: counts, quorum, verdict, and the same votes by other rules."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import figures_vote, finding, public, vote_results
from boucle.together.consultations.views import result_files

PAGE = "consultations/results/vote.html"


def page(request: HttpRequest, row: Consultation) -> HttpResponse:
    return render(request, PAGE, known(row))


def known(row: Consultation) -> dict[str, Any]:
    cast = vote_results.sheets(row)
    is_few = len(cast) < row.minimum_cell
    found = [] if is_few else vote_results.results(row, cast)
    return {
        "row": row,
        "part": public.part(row),
        "round": finding.open_round(row),
        "rule": rule_words.sentences(row),
        "people": figures_vote.headline(len(cast)),
        "is_few": is_few,
        "told": [figures_vote.told(row, one) for one in found],
        "is_open_data": result_files.are_open(row),
    }
