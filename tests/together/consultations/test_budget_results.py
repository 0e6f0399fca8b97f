"""Dots and budgets: what is kept, why, by which rule, and the file that anybody counts again."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Consultation, Group, Item, Voice
from boucle.together.consultations.queries import budget_results, cells
from tests.factories import consultations

pytestmark = pytest.mark.django_db

DOTS = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 2}
MONEY = {"ballot": "approval", "allocation": "greedy", "budget": 100}


def opened(rule: dict[str, Any], costs: list[int | None], **fields: Any) -> tuple[Consultation, list[Item]]:
    row = consultations.consultation(Method.BUDGET, rule=rule, minimum_cell=fields.pop("minimum_cell", 3), **fields)
    items = [
        consultations.item(row, ItemType.OPTION, f"Idée {number}", cost=cost)
        for number, cost in enumerate(costs, start=1)
    ]
    consultations.open_round(row, items)
    row.refresh_from_db()
    return row, items


def ballot(row: Consultation, dots: dict[Item, int], *, group: Group | None = None, is_paper: bool = False) -> Voice:
    if is_paper:
        round_ = row.rounds.get()
        return actions.enter_paper(round=round_, user=consultations.facilitator(row), answers=dots, group=group)
    voice, code = consultations.voice(row, group=group)
    actions.keep_ballot(voice=voice, values=dots)
    actions.send(voice=voice, code=code)
    return voice


def content(row: Consultation, name: str) -> str:
    answer = Client().get(reverse(f"consultations:{name}", args=[row.contribution.reference]))
    assert answer.status_code == 200
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    return text.replace("\u00a0", " ")


def dotted() -> Consultation:
    """Four ideas, two kept: 1 gets five dots, 2 and 3 three each, 4 none; 2 has them from more people."""
    row, (one, two, three, _four) = opened(DOTS, [None] * 4)
    for dots in ({one: 2}, {one: 2}, {one: 1, two: 1}, {two: 1, three: 1}, {two: 1}, {three: 2}):
        ballot(row, dots)
    return row


def test_the_most_voted_are_kept_and_a_tie_is_decided_by_people_and_told() -> None:
    row = dotted()
    consultations.close(row)
    found = budget_results.results(row)
    assert [line.item.number for line in found.winners] == [1, 2]
    page = content(row, "results")
    assert "2 lignes retenues sur 4. 6 bulletins." in page
    assert "Autant de points que « Idée 2 »" in page
    assert "Non retenue : personne n’a voté pour elle." in page


def test_the_exported_ballots_and_the_declared_command_give_the_same_winners(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    row = dotted()
    consultations.close(row)
    page, file = content(row, "results"), tmp_path / "ballots.pb"
    file.write_text(content(row, "ballots_pb"), encoding="utf-8")
    start = page.index("<code>boucle recompute") + len("<code>")
    command = page[start : page.index("</code>", start)].split()
    call_command("recompute", "budget", str(file), *command[4:])
    again = json.loads(capfd.readouterr().out)
    found = budget_results.results(row)
    assert again["winners"] == [str(line.item.number) for line in found.winners]
    assert again["votes"] == {str(line.item.number): line.reason.votes for line in found.lines}
    assert again["explained"] == {
        name: reason.figures() for name, reason in found.allocations[found.declared].explained.items()
    }


@pytest.mark.parametrize("allocation", ["greedy", "greedy-no-skip", "equal-shares"])
def test_each_rule_with_money_is_given_again_by_its_command(
    allocation: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    row, (one, two, three, four) = opened(
        MONEY | {"allocation": allocation, "incompatible": [[1, 4]]}, [60, 50, 30, 10]
    )
    for taken in ([one, two], [one, four], [one], [two, three], [two, three], [three, four], [four]):
        ballot(row, dict.fromkeys(taken, 1))
    consultations.close(row)
    found = budget_results.results(row)
    file = tmp_path / "ballots.pb"
    file.write_text(content(row, "ballots_pb"), encoding="utf-8")
    call_command("recompute", "budget", str(file), *budget_results.command(row, found).split()[4:])
    again = json.loads(capfd.readouterr().out)
    assert again["winners"] == list(found.allocations[allocation].winners)
    assert again["spent"] == found.allocations[allocation].spent


def test_rules_stand_side_by_side_on_the_same_ballots() -> None:
    row, (one, two, three) = opened(MONEY, [60, 50, 30])
    for taken in ([one], [one], [one], [two], [two], [three]):
        ballot(row, dict.fromkeys(taken, 1))
    consultations.close(row)
    found = budget_results.results(row)
    kept = {rule: list(found.allocations[rule].winners) for rule in found.rules}
    assert kept["greedy"] == ["1", "3"]
    assert kept["greedy-no-skip"] == ["1"]
    page = content(row, "results")
    assert "elle coûte 50, et il restait 40" in page
    assert "Parts égales" in page


def test_a_budget_smaller_than_every_project_keeps_nothing_and_says_why() -> None:
    row, items = opened(MONEY | {"budget": 5}, [60, 50])
    for _ in range(3):
        ballot(row, dict.fromkeys(items, 1))
    consultations.close(row)
    page = content(row, "results")
    assert "Rien n’est retenu" in page
    assert "plus que tout le budget de 5" in page


def test_paper_and_online_are_one_count_and_told_apart_where_there_are_enough() -> None:
    row, (one, two) = opened(DOTS | {"winners": 1}, [None, None])
    for is_paper in (True, True, True, False, False, False, False):
        ballot(row, {one: 1} if is_paper else {two: 1}, is_paper=is_paper)
    consultations.close(row)
    page = content(row, "results")
    assert "7 bulletins dans un même compte : 4 en ligne, 3 sur papier." in page
    assert "retenue, sur papier" in page
    assert "voting_method" in content(row, "ballots_pb")


def test_two_ballots_on_paper_are_not_told_apart() -> None:
    row, (one, two) = opened(DOTS | {"winners": 1}, [None, None])
    for is_paper in (True, True, False, False, False):
        ballot(row, {one: 1} if is_paper else {two: 1}, is_paper=is_paper)
    consultations.close(row)
    assert "sur papier</li>" not in content(row, "results")
    assert "voting_method" not in content(row, "ballots_pb")


def test_a_small_family_is_hidden_and_cannot_be_found_by_subtraction() -> None:
    row, (one, _two) = opened(DOTS | {"winners": 1}, [None, None])
    user = consultations.facilitator(row)
    groups = [actions.add_group(consultation=row, user=user, name=name) for name in ("Soins", "Secours", "Communes")]
    for group, number in zip(groups, (2, 4, 5), strict=True):
        for _ in range(number):
            ballot(row, {one: 1}, group=group)
    consultations.close(row)
    found = budget_results.results(row)
    families = {one.group_id: one.given for one in budget_results.families(row, found.box)}
    assert families == {groups[0].pk: None, groups[1].pk: None, groups[2].pk: {"1": 5}}


def test_hidden_results_give_nothing_before_the_close_and_no_order_either() -> None:
    row = dotted()
    client = Client()
    for name in ("ballots_pb", "ballots_csv"):
        assert client.get(reverse(f"consultations:{name}", args=[row.contribution.reference])).status_code == 403
    page = content(row, "results")
    assert "Idée" not in page and "points" not in page


def test_fewer_people_than_the_smallest_cell_show_nothing_of_what_they_said() -> None:
    row, (one, _two) = opened(DOTS, [None, None], minimum_cell=5)
    ballot(row, {one: 2})
    consultations.close(row)
    assert "Moins de 5 personnes ont participé" in content(row, "results")
    assert Client().get(reverse("consultations:ballots_csv", args=[row.contribution.reference])).status_code == 403


def test_a_line_says_what_it_was_born_of() -> None:
    row = consultations.consultation(Method.BUDGET, rule=DOTS | {"winners": 1}, minimum_cell=3)
    parent = consultations.item(row, ItemType.OPTION, "Question brûlante ?")
    child = consultations.item(row, ItemType.OPTION, "Question puissante ?", parents=[parent])
    consultations.open_round(row, [child])
    row.refresh_from_db()
    for _ in range(3):
        ballot(row, {child: 1})
    consultations.close(row)
    assert "Née de : « Question brûlante ? »" in content(row, "results")


def test_a_draft_of_a_ballot_is_not_counted() -> None:
    row, (one, _two) = opened(DOTS, [None, None])
    voice, _code = consultations.voice(row)
    actions.keep_ballot(voice=voice, values={one: 2})
    assert budget_results.results(row).voters == 0


def test_a_ranking_counts_places_and_leaves_as_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rule = {"ballot": "ranking", "allocation": "most-votes", "winners": 1}
    row, (one, two, three) = opened(rule, [None] * 3)
    for order in ([one, two, three], [two, one], [two, three, one]):
        ballot(row, {item: place for place, item in enumerate(order, start=1)})
    consultations.close(row)
    found = budget_results.results(row)
    assert {line.item.number: line.reason.points for line in found.lines} == {1: 6, 2: 8, 3: 3}
    file = tmp_path / "ballots.pb"
    file.write_text(content(row, "ballots_pb"), encoding="utf-8")
    call_command("recompute", "budget", str(file), "--rule", "greedy")
    again = json.loads(capfd.readouterr().out)
    assert again["winners"] == ["2"]
    assert again["points"] == {"1": 6, "2": 8, "3": 3}


def test_the_page_asks_the_database_as_often_for_many_ballots_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row = dotted()
    consultations.close(row)
    with django_assert_max_num_queries(17):
        content(row, "results")


@given(st.dictionaries(st.integers(0, 8), st.integers(1, 12), min_size=1), st.integers(2, 6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_is_hidden_is_never_fewer_people_than_the_smallest_cell(sizes: dict[int, int], minimum: int) -> None:
    shown = cells.shown(sizes, minimum)
    hidden = sum(size for key, size in sizes.items() if key not in shown)
    assert all(sizes[key] >= minimum for key in shown)
    assert hidden == 0 or hidden >= minimum or not shown
