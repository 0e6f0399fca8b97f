"""Ballots: all options on one page, what is too many said with everything still there, a draft, then sent."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Answer, Item, Sheet
from tests.factories import consultations as factory

pytestmark = pytest.mark.django_db
DOTS = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 1}
APPROVAL = DOTS | {"ballot": "approval", "per_item": 1}
BASKET = {"ballot": "knapsack", "allocation": "greedy", "budget": 7000}
RANKS = DOTS | {"ballot": "ranking", "points": 3}


def ballot(rule: dict[str, Any], number: int = 3) -> tuple[list[Item], str]:
    row = factory.consultation(Method.BUDGET)
    actions.write_rule(consultation=row, user=factory.facilitator(row), rule=rule)
    items = [factory.item(row, ItemType.OPTION, cost=3000 + 1000 * place) for place in range(number)]
    factory.open_round(row, items)
    _voice, code = factory.voice(row)
    return items, f"/take-part/{code}/ballot/"


def get(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode().replace("\xa0", " ")


def post(client: Client, path: str, typed: dict[str, Any] | None = None, status: int = 302) -> str:
    answer = client.post(path, typed or {}, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer["Location"] if status == 302 else answer.content.decode().replace("\xa0", " ")


def given(items: list[Item], values: tuple[Any, ...]) -> dict[str, Any]:
    return {f"option_{item.number}": value for item, value in zip(items, values, strict=True) if value != ""}


def kept() -> dict[int, Any]:
    return {answer.item.number: answer.value for answer in Answer.objects.select_related("item")}


@pytest.mark.parametrize(
    ("rule", "values", "expected", "left"),
    [
        (DOTS, ("2", "0", ""), {1: 2}, "All placed"),
        (DOTS, ("", "1", "0"), {2: 1}, "1 left"),
        (DOTS | {"ballot": "cumulative", "points": 10, "per_item": None}, ("3", "4", "0"), {1: 3, 2: 4}, "3 left"),
        (APPROVAL, ("on", "", "on"), {1: 1, 3: 1}, "All placed"),
        (BASKET, ("on", "on", ""), {1: 1, 2: 1}, "All placed"),
        (BASKET, ("", "on", ""), {2: 1}, "3,000 € left"),
        (RANKS, ("2", "", "1"), {1: 2, 3: 1}, ""),
    ],
)
def test_a_draft_is_kept_and_shown_again_with_what_is_left(
    client: Client, rule: dict[str, Any], values: tuple[str, ...], expected: dict[int, Any], left: str
) -> None:
    items, address = ballot(rule)
    post(client, address, given(items, values) | {"keep": "1"})
    assert kept() == expected
    assert not Sheet.objects.get().is_sent
    assert left in get(client, address)


@pytest.mark.parametrize(
    ("rule", "values", "sentence", "shown"),
    [
        (DOTS, ("2", "1", ""), "You placed 3 and have 2", "1 too many"),
        (DOTS, ("deux", "", ""), "“deux” is not a number.", 'value="deux"'),
        (DOTS, ("-1", "", ""), "Give a whole number of dots", 'value="-1"'),
        (APPROVAL, ("on", "on", "on"), "You placed 3 and have 2", "1 too many"),
        (BASKET, ("on", "", "on"), "Your basket costs 1000 too much.", "1,000 € too much"),
        (RANKS, ("1", "1", ""), "Two lines have the same rank", "selected"),
    ],
)
def test_too_many_dots_are_refused_and_everything_chosen_is_still_there(
    client: Client, rule: dict[str, Any], values: tuple[str, ...], sentence: str, shown: str
) -> None:
    items, address = ballot(rule)
    for button in ("keep", "send"):
        html = post(client, address, given(items, values) | {button: "1"}, 422)
        assert sentence in html
        assert shown in html
    assert kept() == {}


def test_sending_a_ballot_counts_it_and_changing_it_counts_the_change(client: Client) -> None:
    items, address = ballot(DOTS)
    post(client, address, given(items, ("2", "", "")) | {"send": "1"})
    before = Sheet.objects.get()
    assert before.is_sent
    post(client, address, given(items, ("", "2", "")) | {"keep": "1"})
    after = Sheet.objects.get()
    assert kept() == {2: 2}
    assert after.is_sent
    assert after.receipt != before.receipt


def test_a_ballot_sent_twice_is_one(client: Client) -> None:
    items, address = ballot(DOTS)
    for _ in range(2):
        post(client, address, given(items, ("1", "1", "")) | {"send": "1"})
    assert (kept(), Sheet.objects.filter(is_sent=True).count()) == ({1: 1, 2: 1}, 1)


def test_an_empty_ballot_is_not_sent(client: Client) -> None:
    _items, address = ballot(DOTS)
    assert "Your sheet is empty" in post(client, address, {"send": "1"}, 422)


def test_a_ballot_after_the_close_is_refused(client: Client) -> None:
    items, address = ballot(DOTS)
    factory.close(items[0].consultation)
    assert "no longer taken" in post(client, address, given(items, ("1", "", "")) | {"send": "1"}, 409)
    assert kept() == {}


def test_where_there_are_no_options_there_is_no_ballot(client: Client) -> None:
    row = factory.consultation()
    factory.open_round(row)
    _voice, code = factory.voice(row)
    assert "does not ask that" in get(client, f"/take-part/{code}/ballot/", 404)


def test_an_option_that_was_set_aside_is_not_on_the_ballot(client: Client) -> None:
    items, address = ballot(DOTS)
    Item.objects.filter(pk=items[0].pk).update(is_withdrawn=True)
    assert items[0].text not in get(client, address)
    post(client, address, given(items, ("2", "1", "")) | {"send": "1"})
    assert kept() == {2: 1}


def test_a_straw_poll_takes_one_option(client: Client) -> None:
    row = factory.consultation(Method.VOTE)
    items = [factory.item(row, ItemType.OPTION, text=day) for day in ("Samedi", "Dimanche")]
    factory.open_round(row, items)
    _voice, code = factory.voice(row)
    address = client.get(f"/take-part/{code}/")["Location"]
    assert address == f"/take-part/{code}/ballot/"
    assert "Choose one." in post(client, address, {"send": "1"}, 422)
    post(client, address, {"one": str(items[1].number), "send": "1"})
    assert kept() == {items[1].number: 1}
    assert re.search(rf'value="{items[1].number}"[^>]* checked', get(client, address))
    assert "Dimanche" in get(client, f"/take-part/{code}/")


def test_a_long_ballot_asks_the_database_as_often_as_a_short_one(client: Client) -> None:
    counted = []
    for number in (2, 33):
        items, address = ballot(DOTS, number)
        post(client, address, given(items[:2], ("1", "1")) | {"keep": "1"})
        with CaptureQueriesContext(connection) as queries:
            get(client, address)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12
