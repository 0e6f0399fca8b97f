"""Sheets: kept at each step, sent with a receipt, changed until the close; then nothing moves."""

import hashlib
from datetime import timedelta
from typing import Any

import orjson
import pytest

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Answer, Consultation, Item, Round, Shown, Voice
from boucle.together.consultations.queries import sheets
from tests.factories import consultations as factory

pytestmark = pytest.mark.django_db
DOTS = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 1}


def asked(*types: ItemType, **fields: Any) -> tuple[Consultation, Round, list[Item]]:
    row = factory.consultation()
    items = [factory.item(row, type, **fields) for type in types or (ItemType.SCALE,)]  # noqa: A001
    return row, factory.open_round(row, items), items


def ballot(rule: dict[str, Any], costs: tuple[int, ...] = (3, 4, 5)) -> tuple[Consultation, list[Item]]:
    row = factory.consultation(Method.BUDGET)
    actions.write_rule(consultation=row, user=factory.facilitator(row), rule=rule)
    items = [factory.item(row, ItemType.OPTION, cost=cost) for cost in costs]
    factory.open_round(row, items)
    row.refresh_from_db()
    return row, items


def test_an_answer_is_kept_before_anything_is_sent() -> None:
    row, round_, [item] = asked()
    voice, _code = factory.voice(row)
    actions.keep(voice=voice, item=item, value=7, reason="Parce que.", may_quote=True)
    [answer] = Answer.objects.all()
    assert (answer.value, answer.reason, answer.may_quote, answer.sheet.is_sent) == (7, "Parce que.", True, False)
    assert answer.sheet.round == round_


def test_a_second_answer_of_the_same_person_replaces_the_first() -> None:
    row, _round, [item] = asked()
    voice, _code = factory.voice(row)
    for value in (7, 3):
        actions.keep(voice=voice, item=item, value=value)
    assert [answer.value for answer in Answer.objects.all()] == [3]


def test_after_the_close_no_answer_is_taken_and_what_was_sent_stays() -> None:
    row, round_, [item] = asked()
    voice, code = factory.voice(row)
    actions.keep(voice=voice, item=item, value=7)
    actions.send(voice=voice, code=code)
    factory.close_round(round_)
    for act in (lambda: actions.keep(voice=voice, item=item, value=1), lambda: actions.send(voice=voice, code=code)):
        with pytest.raises(NotPossible, match=r"Aucun tour n’est ouvert|No round is open"):
            act()
    assert [answer.value for answer in Answer.objects.all()] == [7]


def test_at_its_hour_a_round_takes_nothing_even_before_anybody_closes_it() -> None:
    row = factory.consultation()
    item = factory.item(row)
    end = clock.now() + timedelta(hours=1)
    factory.open_round(row, [item], closes_at=end)
    voice, _code = factory.voice(row)
    actions.keep(voice=voice, item=item, value=7)
    with clock.at(end), pytest.raises(NotPossible):
        actions.keep(voice=voice, item=item, value=1)


def test_an_item_of_another_round_is_refused() -> None:
    row, round_, [item] = asked()
    factory.close_round(round_)
    factory.open_round(row, [factory.item(row)])
    voice, _code = factory.voice(row)
    with pytest.raises(NotPossible):
        actions.keep(voice=voice, item=item, value=7)


def test_an_empty_sheet_is_not_sent() -> None:
    row, _round, _items = asked()
    voice, code = factory.voice(row)
    with pytest.raises(NotPossible):
        actions.send(voice=voice, code=code)


def test_a_receipt_is_the_hash_of_the_salt_and_the_answers_and_follows_each_change() -> None:
    row, _round, items = asked(ItemType.SCALE, ItemType.OPEN)
    voice, code = factory.voice(row)
    actions.keep(voice=voice, item=items[0], value=7)
    sheet = actions.send(voice=voice, code=code)
    before = sheet.receipt
    said = orjson.dumps({str(items[0].number): 7})
    assert before == hashlib.sha256(sheet.salt.encode() + said).hexdigest()
    assert before == actions.receipt_of(sheet.salt, {items[0].number: 7})
    actions.keep(voice=voice, item=items[1], value="Des lampes.")
    sheet.refresh_from_db()
    assert sheet.is_sent
    assert sheet.receipt != before
    assert sheet.receipt == hashlib.sha256((sheet.salt + actions.said(sheet)).encode()).hexdigest()


def test_two_people_who_say_the_same_have_different_receipts() -> None:
    _row, round_, _items = asked()
    factory.answered(round_, 7)
    factory.answered(round_, 7)
    assert len(set(round_.sheets.values_list("receipt", flat=True))) == 2


def test_no_opinion_is_an_answer_and_a_sheet_of_nothing_else_is_sent() -> None:
    row, _round, items = asked(ItemType.SCALE, ItemType.PLACEMENT)
    voice, code = factory.voice(row)
    for item in items:
        actions.keep(voice=voice, item=item, value=None)
    assert actions.send(voice=voice, code=code).is_sent
    assert [answer.value for answer in Answer.objects.all()] == [None, None]


def test_what_was_shown_first_stays() -> None:
    row, round_, [item] = asked()
    voice, _code = factory.voice(row)
    for median in (7, 3):
        actions.note_shown(voice=voice, round=round_, item=item, feedback={"median": median})
    assert [shown.feedback for shown in Shown.objects.all()] == [{"median": 7}]


@pytest.mark.parametrize(
    ("settings", "kind", "value", "kept"),
    [
        ({}, ItemType.SCALE, "9", 9),
        ({"scale": [1, 5]}, ItemType.SCALE, 5, 5),
        ({}, ItemType.ESTIMATE, {"low": "1,5", "best": "2", "high": "1 000"}, {"low": 1.5, "best": 2, "high": 1000}),
        ({"options": ["a", "b"], "most": 2}, ItemType.CHOICE, ["1", "0"], [0, 1]),
        ({"options": ["a", "b", "c"]}, ItemType.RANKING, ["2", "0", "1"], [2, 0, 1]),
        ({}, ItemType.PLACEMENT, ["-100", "12,5"], [-100, 12.5]),
        ({}, ItemType.PROPOSAL, "-1", -1),
        ({}, ItemType.OPTION, "2", 2),
        ({}, ItemType.OPEN, "  Des lampes.\x00 ", "Des lampes."),
        ({}, ItemType.SCALE, "", None),
    ],
)
def test_each_type_keeps_its_value(settings: dict[str, Any], kind: ItemType, value: Any, kept: Any) -> None:
    row, _round, [item] = asked(kind, settings=settings)
    voice, _code = factory.voice(row)
    assert actions.keep(voice=voice, item=item, value=value).value == kept


@pytest.mark.parametrize(
    ("settings", "kind", "value"),
    [
        ({}, ItemType.SCALE, 10),
        ({}, ItemType.SCALE, 1.5),
        ({}, ItemType.SCALE, "nan"),
        ({}, ItemType.ESTIMATE, {"low": 3, "best": 2, "high": 4}),
        ({}, ItemType.ESTIMATE, {"low": 3}),
        ({"options": ["a", "b"]}, ItemType.CHOICE, ["2"]),
        ({"options": ["a", "b"]}, ItemType.CHOICE, ["0", "1"]),
        ({"options": ["a", "b"]}, ItemType.RANKING, ["0", "0"]),
        ({}, ItemType.PLACEMENT, [101, 0]),
        ({}, ItemType.PROPOSAL, 2),
        ({}, ItemType.OPTION, -1),
        ({}, ItemType.OPEN, "a" * 4001),
    ],
)
def test_each_type_refuses_what_is_none_of_its_values(settings: dict[str, Any], kind: ItemType, value: Any) -> None:
    row, _round, [item] = asked(kind, settings=settings)
    voice, _code = factory.voice(row)
    with pytest.raises(NotPossible):
        actions.keep(voice=voice, item=item, value=value)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("rule", "values", "is_right"),
    [
        (DOTS, (2, 0, 0), True),
        (DOTS, (1, 1, 0), True),
        (DOTS, (1, 1, 1), False),
        (DOTS, (3, 0, 0), False),
        (DOTS | {"per_item": 1}, (2, 0, 0), False),
        (DOTS | {"ballot": "approval", "points": 2, "per_item": 1}, (1, 1, 0), True),
        (DOTS | {"ballot": "approval", "points": 2, "per_item": 1}, (1, 1, 1), False),
        ({"ballot": "knapsack", "allocation": "greedy", "budget": 7}, (1, 1, 0), True),
        ({"ballot": "knapsack", "allocation": "greedy", "budget": 7}, (0, 1, 1), False),
        (DOTS | {"ballot": "ranking", "points": 3}, (3, 1, 2), True),
        (DOTS | {"ballot": "ranking", "points": 3}, (1, 1, 2), False),
        (DOTS | {"ballot": "ranking", "points": 3}, (1, 3, 0), False),
        (DOTS | {"ballot": "ranking", "points": 2}, (1, 2, 3), False),
    ],
)
def test_a_ballot_adds_up_or_nothing_of_it_is_kept(
    rule: dict[str, Any], values: tuple[int, ...], is_right: bool
) -> None:
    row, items = ballot(rule)
    voice, _code = factory.voice(row)
    given = dict(zip(items, values, strict=True))
    if is_right:
        actions.keep_ballot(voice=voice, values=given)
    else:
        with pytest.raises(NotPossible):
            actions.keep_ballot(voice=voice, values=given)
    kept = {answer.item: answer.value for answer in Answer.objects.select_related("item")}
    assert kept == ({item: value for item, value in given.items() if value} if is_right else {})


def test_a_ballot_that_was_sent_cannot_grow_beyond_its_dots_one_line_at_a_time() -> None:
    row, items = ballot(DOTS)
    voice, code = factory.voice(row)
    actions.keep_ballot(voice=voice, values={items[0]: 2})
    before = actions.send(voice=voice, code=code).receipt
    with pytest.raises(NotPossible):
        actions.keep(voice=voice, item=items[1], value=1)
    assert [(answer.item, answer.value) for answer in Answer.objects.all()] == [(items[0], 2)]
    assert voice.sheets.get().receipt == before


def test_dots_on_an_option_that_is_set_aside_come_back_with_the_next_change() -> None:
    row, items = ballot(DOTS)
    voice, code = factory.voice(row)
    actions.keep_ballot(voice=voice, values={items[0]: 2})
    actions.send(voice=voice, code=code)
    Item.objects.filter(pk=items[0].pk).update(is_withdrawn=True)
    actions.keep_ballot(voice=voice, values={items[1]: 2})
    assert [(answer.item, answer.value) for answer in Answer.objects.all()] == [(items[1], 2)]


def test_a_ballot_takes_only_options_of_its_round() -> None:
    row, _items = ballot(DOTS)
    _other, others = ballot(DOTS)
    voice, _code = factory.voice(row)
    with pytest.raises(NotPossible):
        actions.keep_ballot(voice=voice, values={others[0]: 1})


def test_the_same_form_of_joining_sent_twice_makes_one_voice() -> None:
    row, _round, _items = asked()
    first, code = actions.join(consultation=row)
    again, _same = actions.join(consultation=row, code=code)
    assert first == again
    assert Voice.objects.count() == 1


def test_nobody_joins_by_themselves_where_people_are_invited() -> None:
    row = factory.consultation(access=Access.PANEL)
    factory.invited(row)
    factory.open_round(row)
    with pytest.raises(NotPossible):
        actions.join(consultation=row)


def test_an_invitation_replayed_is_the_same_voice() -> None:
    row = factory.consultation(access=Access.PANEL)
    invitation, _other = factory.invited(row)
    factory.open_round(row)
    assert actions.enter(code=invitation.code) == actions.enter(code=invitation.code.lower().replace("-", " "))
    assert Voice.objects.count() == 1


def test_whoever_stopped_comes_in_no_more_and_what_they_sent_stays() -> None:
    row = factory.consultation(access=Access.PANEL)
    invitation, _other = factory.invited(row)
    item = factory.item(row)
    factory.open_round(row, [item])
    voice = actions.enter(code=invitation.code)
    actions.keep(voice=voice, item=item, value=7)
    actions.send(voice=voice, code=invitation.code)
    actions.leave(panellist=invitation.panellist)
    with pytest.raises(NotPossible):
        actions.enter(code=invitation.code)
    assert voice.sheets.get().is_sent


@pytest.mark.parametrize("code", ["", "7K4P-92QX-M3TD", "forged", "968f0d8b-8b07-484d-8afe-13ccb4bf224d"])
def test_a_code_that_nobody_has_opens_nothing(code: str) -> None:
    with pytest.raises(NotPossible):
        actions.enter(code=code)


def test_the_next_line_is_the_next_without_an_answer_then_from_the_top() -> None:
    row, round_, items = asked(ItemType.SCALE, ItemType.SCALE, ItemType.SCALE)
    voice, _code = factory.voice(row)
    actions.keep(voice=voice, item=items[1], value=7)
    filled = sheets.filled(voice, round_)
    following = [filled.next(place) for place in (0, 1, 2, 3)]
    assert [line and line.place for line in following] == [1, 3, 3, 1]
    assert (filled.done, filled.total, filled.missing, filled.share) == (1, 3, 2, 33)
