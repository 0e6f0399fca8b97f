"""Sheets on paper: typed with a keyboard alone, counted with the others, never twice."""

from typing import Any

import pytest

from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.forms import paper as forms
from boucle.together.consultations.models import Answer, Attendance, Consultation, Item, Round, Sheet, Voice
from boucle.together.consultations.queries import participation
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db


def asked(access: Access = Access.PUBLIC, method: Method = Method.DELPHI) -> tuple[Consultation, Round, Item]:
    row = made.consultation(method, access=access)
    people = made.invited(row, 2) if access == Access.PANEL else []
    del people
    type_ = {Method.OPINIONS: ItemType.STATEMENT, Method.BUDGET: ItemType.OPTION}.get(method, ItemType.SCALE)
    item = made.item(row, type_)
    return row, made.open_round(row, [item]), item


def type_sheet(row: Consultation, **typed: Any) -> Any:
    return signed(made.facilitator(row)).post(address(row, "paper"), typed, follow=True)


def test_a_sheet_without_a_name_counts_with_the_others_and_says_who_typed_it() -> None:
    row, round_, item = asked()
    made.answered(round_, 3)
    page = type_sheet(row, **{f"item_{item.number}": "8"})
    assert "1 sheet on paper so far" in page.content.decode()
    assert {answer.value for answer in Answer.objects.all()} == {3, 8}
    voice = Voice.objects.get(is_paper=True)
    assert (voice.entered_by, Sheet.objects.get(voice=voice).is_sent) == (made.facilitator(row), True)
    found = participation.of(row, round_)
    assert (found.others, found.on_paper) == (2, 1)


def test_a_sheet_under_its_code_is_the_sheet_of_the_panel() -> None:
    row = made.consultation(access=Access.PANEL)
    item = made.item(row)
    invited = made.invited(row, 2)[0]
    round_ = made.open_round(row, [item])
    type_sheet(row, code=invited.code.lower().replace("-", " "), **{f"item_{item.number}": "7"})
    assert Attendance.objects.get(round=round_).panellist == invited.panellist
    assert actions.enter(code=invited.code).is_paper


def test_a_second_sheet_for_a_code_is_refused_unless_it_replaces() -> None:
    row = made.consultation(access=Access.PANEL)
    item, other = made.item(row), made.item(row)
    invited = made.invited(row, 2)[0]
    round_ = made.open_round(row, [item, other])
    voice = actions.enter(code=invited.code)
    for one in (item, other):
        actions.keep(voice=voice, item=one, value=2)
    actions.send(voice=voice, code=invited.code)
    typed = {"code": invited.code, f"item_{item.number}": "9"}
    refused = signed(made.facilitator(row)).post(address(row, "paper"), typed)
    assert refused.status_code == 422
    assert "This code already answered." in refused.content.decode()
    assert 'value="9"' in refused.content.decode()
    assert list(Answer.objects.values_list("value", flat=True)) == [2, 2]
    type_sheet(row, replaces="on", **typed)
    assert [(a.item, a.value) for a in Answer.objects.all()] == [(item, 9)]
    assert (Sheet.objects.count(), Attendance.objects.filter(round=round_).count()) == (1, 1)


def test_votes_of_a_map_on_paper_are_votes() -> None:
    row, round_, item = asked(method=Method.OPINIONS)
    type_sheet(row, **{f"item_{item.number}": "-"})
    assert [(vote.item, vote.value) for vote in row.votes.all()] == [(item, -1)]
    assert participation.of(row, round_).on_paper == 1


def test_dots_on_paper_are_checked_like_the_others() -> None:
    row, _round, item = asked(method=Method.BUDGET)
    page = type_sheet(row, **{f"item_{item.number}": "3"})
    assert page.status_code == 422
    assert "You placed 3 and have 2" in page.content.decode()
    assert not Voice.objects.exists()
    assert type_sheet(row, **{f"item_{item.number}": "2"}).status_code == 200


@pytest.mark.parametrize(
    ("access", "typed", "sentence"),
    [
        (Access.PUBLIC, {}, "This sheet is empty: type one answer at least."),
        (Access.PUBLIC, {"item": "12"}, "Choose a whole number from 1 to 9."),
        (Access.PUBLIC, {"item": "beaucoup"}, "“beaucoup” is not a number."),
        (Access.PUBLIC, {"item": "5", "code": "trop court"}, "A code has twelve letters and digits"),
        (Access.PUBLIC, {"item": "5", "code": "7K4P-92QX-M3TD"}, "This code opens nothing"),
        (Access.PANEL, {"item": "5"}, "Type the code that is on the letter."),
    ],
)
def test_a_wrong_sheet_is_refused_and_stays(access: Access, typed: dict[str, str], sentence: str) -> None:
    row, _round, item = asked(access)
    sent = {name.replace("item", f"item_{item.number}"): value for name, value in typed.items()}
    answer = signed(made.facilitator(row)).post(address(row, "paper"), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values())
    assert not Sheet.objects.exists()


def test_a_code_of_another_consultation_is_refused(in_english: None) -> None:
    row, round_, item = asked()
    other = made.invited(made.consultation(access=Access.PANEL), 1)[0]
    with pytest.raises(NotPossible, match="This code belongs to another consultation"):
        actions.enter_paper(round=round_, user=made.facilitator(row), answers={item: 5}, code=other.code)


def test_a_panel_takes_no_nameless_sheet(in_english: None) -> None:
    row, round_, item = asked(Access.PANEL)
    with pytest.raises(NotPossible, match="type the code that is on the letter"):
        actions.enter_paper(round=round_, user=made.facilitator(row), answers={item: 5})


def test_nothing_is_typed_after_the_close_nor_by_a_stranger() -> None:
    row, round_, item = asked()
    with pytest.raises(NotAllowed):
        actions.enter_paper(round=round_, user=accounts.stranger(), answers={item: 5})
    made.close(row)
    page = signed(made.facilitator(row)).post(address(row, "paper"), {f"item_{item.number}": "5"})
    assert page.status_code == 409
    assert "sheets of paper are taken while a round is open" in page.content.decode()


@pytest.mark.parametrize(
    ("type_", "settings", "typed", "value"),
    [
        (ItemType.OPEN, {}, "Une idée", "Une idée"),
        (ItemType.SCALE, {}, "7", 7),
        (ItemType.ESTIMATE, {}, "2 3,5 6", {"low": 2, "best": 3.5, "high": 6}),
        (ItemType.CHOICE, {"options": ["a", "b", "c"], "most": 2}, "3 1", [0, 2]),
        (ItemType.RANKING, {"options": ["a", "b", "c"]}, "3 1 2", [2, 0, 1]),
        (ItemType.PLACEMENT, {}, "40 -20", [40, -20]),
        (ItemType.STATEMENT, {}, "+", 1),
        (ItemType.STATEMENT, {}, "non", -1),
        (ItemType.PROPOSAL, {}, "0", 0),
        (ItemType.OPTION, {}, "x", 1),
        (ItemType.SCALE, {}, "  ", None),
    ],
)
def test_each_type_is_typed_in_one_short_field(type_: ItemType, settings: Any, typed: str, value: Any) -> None:
    assert forms.read(Item(type=type_, settings=settings), typed) == value


@pytest.mark.parametrize(
    ("type_", "settings", "typed"),
    [
        (ItemType.ESTIMATE, {}, "2 3"),
        (ItemType.CHOICE, {"options": ["a", "b"]}, "3"),
        (ItemType.CHOICE, {"options": ["a", "b"]}, "0"),
        (ItemType.CHOICE, {"options": ["a", "b"]}, "b"),
        (ItemType.RANKING, {"options": ["a", "b"]}, "1 1"),
        (ItemType.PLACEMENT, {}, "40"),
        (ItemType.STATEMENT, {}, "peut-être"),
        (ItemType.OPTION, {}, "-2"),
    ],
)
def test_what_no_sheet_can_say_is_refused(type_: ItemType, settings: Any, typed: str) -> None:
    with pytest.raises(NotPossible):
        forms.read(Item(type=type_, settings=settings), typed)
