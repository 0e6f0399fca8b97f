"""The results of dots and budgets: what is kept and what is not, why, and what other rules would have kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import ballots, rule_words, vote_ballots
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import (
    ballots_cast,
    budget_results,
    figures_budget,
    finding,
    public,
    vote_results,
)
from boucle.together.consultations.views import result_files

PAGE = "consultations/results/budget.html"


def page(request: HttpRequest, row: Consultation) -> HttpResponse:
    """What it shows while people still vote, where nothing is hidden, is said to be provisional."""
    return render(request, PAGE, known(row))


def known(row: Consultation) -> dict[str, Any]:
    found = budget_results.results(row)
    said: dict[str, Any] = {
        "row": row,
        "part": public.part(row),
        "round": finding.open_round(row),
        "rule": rule_words.sentences(row),
        "cast": figures_budget.cast(found),
        "is_few": found.voters < row.minimum_cell,
    }
    return said if said["is_few"] else said | counted(row, found)


def counted(row: Consultation, found: budget_results.Results) -> dict[str, Any]:
    legend = figures_budget.legend(found, row.minimum_cell)
    return {
        "lede": figures_budget.lede(found),
        "winners": [figures_budget.told(found, line, legend is not None) for line in found.winners],
        "lines": [figures_budget.told(found, line, legend is not None) for line in found.lines],
        "count_legend": legend,
        "declared": figures_budget.rule_name(found.declared),
        "rules": figures_budget.rules(found),
        "compared": figures_budget.compared(found),
        "has_money": found.has_money,
        "families": figures_budget.families_table(row, found),
        "command": budget_results.command(row, found),
        "is_open_data": result_files.are_open(row),
    }


@require_safe
def pabulib(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = result_files.find(request, reference, Method.BUDGET)
    found = budget_results.results(row)
    result_files.check_enough(row, found.voters)
    return result_files.stream(f"{reference}.pb", ballots.pabulib(row, found), result_files.PABULIB)


@require_safe
def table(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ballots of a budget or of a vote, last answers of a consent process."""
    row = result_files.find(request, reference, Method.BUDGET, Method.VOTE, Method.CONSENT)
    if row.method == Method.BUDGET:
        box = ballots_cast.box(row)
        result_files.check_enough(row, len(box.cast))
        return result_files.stream(f"{reference}-ballots.csv", ballots.table(row, box))
    if row.method == Method.CONSENT:
        result_files.check_over(row)
    sheets = vote_results.sheets(row)
    result_files.check_enough(row, len(sheets))
    return result_files.stream(f"{reference}-ballots.csv", vote_ballots.table(sheets))
