"""What a round settles when it closes."""

from typing import Any

import pytest

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Item, Round
from tests.factories import consultations

pytestmark = pytest.mark.django_db
AGREED, REJECTED, SPLIT = (7, 7, 8, 8, 9), (1, 1, 2, 2, 3), (1, 2, 5, 8, 9)


def asked(*columns: Any, **fields: Any) -> tuple[Round, list[Item]]:
    """An open round: person after person gives their mark of each column."""
    row = consultations.consultation(**fields)
    items = [consultations.item(row) for _ in columns]
    round_ = consultations.open_round(row, items)
    for marks in zip(*columns, strict=True):
        voice, code = consultations.voice(row)
        for item, mark in zip(items, marks, strict=True):
            actions.keep(voice=voice, item=item, value=mark)
        actions.send(voice=voice, code=code)
    return round_, items


def verdicts(items: list[Item]) -> list[tuple[str, int | None]]:
    found = [Item.objects.get(pk=item.pk) for item in items]
    return [(item.verdict, item.settled_in.number if item.settled_in else None) for item in found]


def test_what_the_rule_settles_gets_its_verdict_and_its_round() -> None:
    round_, items = asked(AGREED, REJECTED, SPLIT)

    consultations.close_round(round_)

    assert verdicts(items) == [("agreed", 1), ("rejected", 1), ("", None)]


def test_too_few_opinions_settle_nothing() -> None:
    round_, items = asked((9, 9, 9, 9))

    consultations.close_round(round_)

    assert verdicts(items) == [("", None)]


def test_a_round_without_any_answer_settles_nothing() -> None:
    round_, items = asked(())

    consultations.close_round(round_)

    assert verdicts(items) == [("", None)]


def test_no_opinion_from_everybody_settles_nothing() -> None:
    round_, items = asked((None,) * 6)

    consultations.close_round(round_)

    assert verdicts(items) == [("", None)]


def test_a_sheet_that_was_not_sent_counts_for_nothing() -> None:
    round_, items = asked((7, 7, 8, 8))
    voice, _code = consultations.voice(round_.consultation)
    actions.keep(voice=voice, item=items[0], value=9)

    consultations.close_round(round_)

    assert verdicts(items) == [("", None)]


def test_what_is_asked_again_and_no_longer_settled_loses_its_verdict() -> None:
    round_, items = asked(AGREED)
    consultations.close_round(round_)
    again = consultations.open_round(round_.consultation, items)
    for mark in SPLIT:
        consultations.answered(again, mark)

    consultations.close_round(again)

    assert verdicts(items) == [("", None)]


def test_a_choice_is_settled_by_the_share_that_the_rule_asks_for() -> None:
    row = consultations.consultation()
    options = {"options": ["une salle par village", "une visite", "rien"]}
    item = consultations.item(row, ItemType.CHOICE, settings=options)
    round_ = consultations.open_round(row, [item])
    for option in (1, 1, 1, 1, 0):
        consultations.answered(round_, [option])

    consultations.close_round(round_)

    assert verdicts([item]) == [("agreed", 1)]


@pytest.mark.parametrize(
    ("type_", "settings", "value"),
    [
        (ItemType.OPEN, {}, "Prévenir la veille."),
        (ItemType.ESTIMATE, {}, {"low": 1, "best": 2, "high": 30}),
        (ItemType.RANKING, {"options": ["a", "b"]}, [1, 0]),
        (ItemType.PLACEMENT, {}, [10, 20]),
        (ItemType.SCALE, {"scale": [0, 100]}, 90),
        (ItemType.CHOICE, {"options": ["a", "b"], "most": 2}, [0, 1]),
    ],
)
def test_what_the_rule_does_not_speak_of_is_never_settled(type_: ItemType, settings: Any, value: Any) -> None:
    row = consultations.consultation()
    item = consultations.item(row, type_, settings=settings)
    round_ = consultations.open_round(row, [item])
    for _ in range(6):
        consultations.answered(round_, value)

    consultations.close_round(round_)

    assert verdicts([item]) == [("", None)]


def test_other_methods_settle_nothing_when_a_round_closes() -> None:
    row = consultations.consultation(Method.VOTE)
    item = consultations.item(row, ItemType.PROPOSAL)
    round_ = consultations.open_round(row, [item])
    for _ in range(6):
        consultations.answered(round_, 1)

    consultations.close_round(round_)

    assert verdicts([item]) == [("", None)]
