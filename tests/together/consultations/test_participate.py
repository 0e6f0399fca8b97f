"""The pages of a participant: coming in, one question at a time, sending, the receipt, the close."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.foundation.core import clock
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Answer, Attendance, Consultation, Item, Sheet, Shown, Voice
from boucle.together.consultations.queries import codes
from tests.factories import consultations as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calm_network(db: None) -> None:
    cache.clear()


def get(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def post(client: Client, path: str, typed: dict[str, Any] | None = None, status: int = 302) -> str:
    answer = client.post(path, typed or {}, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer["Location"] if status == 302 else answer.content.decode()


def delphi(*types: ItemType, **fields: Any) -> tuple[Consultation, list[Item], str]:
    row = factory.consultation()
    items = [factory.item(row, kind, **fields) for kind in types or (ItemType.SCALE,)]
    factory.open_round(row, items)
    _voice, code = factory.voice(row)
    return row, items, f"/take-part/{code}/"


# Coming in


def test_whoever_joins_gets_a_code_once_then_their_sheet(client: Client) -> None:
    row = factory.consultation()
    factory.open_round(row)
    address = f"/c/{row.contribution.reference}/join/"
    drawn = re.search(r'name="drawn" value="([^"]+)"', get(client, address))
    assert drawn
    link = post(client, address, {"drawn": drawn[1]})
    assert link == post(client, address, {"drawn": drawn[1]})
    assert Voice.objects.count() == 1
    shown = re.search(r'<dd class="code">([^<]+)</dd>', get(client, link))
    assert shown
    assert codes.voice_print(shown[1]) == Voice.objects.get().code_hash
    assert "Answer what you can" in get(client, f"/take-part/{shown[1]}/")


def test_a_code_that_a_form_did_not_draw_is_not_taken(client: Client) -> None:
    row = factory.consultation()
    factory.open_round(row)
    link = post(client, f"/c/{row.contribution.reference}/join/", {"drawn": "7K4P-92QX-M3TD:forged"})
    assert "7K4P-92QX-M3TD" not in link


def test_where_there_are_families_one_is_chosen(client: Client) -> None:
    row = factory.consultation()
    group = actions.add_group(consultation=row, user=factory.facilitator(row), name="Secours")
    factory.open_round(row)
    address = f"/c/{row.contribution.reference}/join/"
    assert "Secours" in post(client, address, {}, 200)
    assert "Choose the family" in post(client, address, {"drawn": ""}, 422)
    post(client, address, {"drawn": "", "group_id": str(group.pk)})
    assert Voice.objects.get().group == group


def test_a_panel_is_not_joined(client: Client) -> None:
    row = factory.consultation(access=Access.PANEL)
    factory.invited(row)
    factory.open_round(row)
    address = f"/c/{row.contribution.reference}/join/"
    assert "for the people who were invited" in get(client, address)
    assert "for the people who were invited" in post(client, address, {}, 409)
    assert Voice.objects.count() == 0


def test_a_consultation_in_preparation_is_not_there_for_a_stranger(client: Client) -> None:
    row = factory.consultation()
    get(client, f"/c/{row.contribution.reference}/join/", 404)


def test_a_network_that_joins_without_end_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = factory.consultation()
    factory.open_round(row)
    monkeypatch.setattr(rules.network, "MOST_JOINED", 2)
    address = f"/c/{row.contribution.reference}/join/"
    for _ in range(2):
        post(client, address)
    assert "in an hour" in post(client, address, {}, 429)
    assert Voice.objects.count() == 2


@pytest.mark.parametrize(
    "step", ["", "link/", "leave/", "vote/", "votes/", "ballot/", "statement/", "1/", "receipt/1/"]
)
def test_a_strangers_code_opens_no_page(client: Client, step: str) -> None:
    delphi()
    assert "opens nothing" in get(client, f"/take-part/7K4P-92QX-M3TD/{step}", 404)


def test_pages_of_a_code_are_kept_by_nobody(client: Client) -> None:
    _row, _items, page = delphi()
    answer = client.get(page)
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")


def test_a_page_says_what_forwarding_does(client: Client) -> None:
    _row, _items, page = delphi()
    assert "If you forward it, you give your voice away." in get(client, page)


def test_the_code_of_whoever_stopped_says_so_and_leads_to_what_is_public(client: Client) -> None:
    row = factory.consultation(access=Access.PANEL)
    invitation, _other = factory.invited(row)
    factory.open_round(row)
    page = f"/take-part/{invitation.code}/"
    assert "Stop here?" in get(client, f"{page}leave/")
    post(client, f"{page}leave/")
    html = get(client, page, 410)
    assert "This invitation has ended." in html
    assert f"/c/{row.contribution.reference}/" in html


def test_whoever_joined_by_themselves_has_nothing_to_leave(client: Client) -> None:
    _row, _items, page = delphi()
    get(client, f"{page}leave/", 404)


def test_somebody_invited_who_comes_after_the_close_is_told(client: Client) -> None:
    row = factory.consultation(access=Access.PANEL)
    invitation, _other = factory.invited(row)
    factory.open_round(row)
    factory.close(row)
    assert "This consultation is closed." in get(client, f"/take-part/{invitation.code}/", 410)
    assert Voice.objects.count() == 0


# Answering


def test_saving_goes_to_the_next_question_then_back_to_the_sheet(client: Client) -> None:
    _row, items, page = delphi(ItemType.SCALE, ItemType.SCALE)
    assert post(client, f"{page}{items[0].number}/", {"value": "7"}) == f"{page}{items[1].number}/"
    assert post(client, f"{page}{items[1].number}/", {"value": "na"}) == page
    assert [answer.value for answer in Answer.objects.order_by("item__number")] == [7, None]


def test_saving_twice_changes_nothing(client: Client) -> None:
    _row, items, page = delphi()
    for _ in range(2):
        post(client, f"{page}{items[0].number}/", {"value": "7", "reason": "Oui."})
    assert Answer.objects.count() == 1


def test_a_bad_value_is_said_at_its_field_and_everything_typed_stays(client: Client) -> None:
    _row, items, page = delphi(ItemType.ESTIMATE)
    typed = {"low": "5", "best": "trois", "high": "9", "reason": "Je compte sur mes doigts.", "may_quote": "on"}
    html = post(client, f"{page}{items[0].number}/", typed, 422)
    assert "“trois” is not a number." in html
    assert 'value="trois"' in html
    assert "Je compte sur mes doigts." in html
    assert 'name="may_quote" id="id_may_quote" checked' in html
    assert Answer.objects.count() == 0


TYPED: list[tuple[ItemType, dict[str, Any], dict[str, Any], Any]] = [
    (ItemType.OPEN, {}, {"value": "Des lampes."}, "Des lampes."),
    (ItemType.OPEN, {}, {"no_opinion": "on"}, None),
    (ItemType.SCALE, {"scale": [1, 5]}, {"value": "5"}, 5),
    (ItemType.ESTIMATE, {}, {"low": "1", "best": "2,5", "high": "4"}, {"low": 1, "best": 2.5, "high": 4}),
    (ItemType.CHOICE, {"options": ["Oui", "Non"]}, {"value": "1"}, [1]),
    (ItemType.CHOICE, {"options": ["Oui", "Non"]}, {"value": "na"}, None),
    (ItemType.CHOICE, {"options": ["a", "b", "c"], "most": 2}, {"value": ["0", "2"]}, [0, 2]),
    (ItemType.RANKING, {"options": ["a", "b"]}, {"rank_0": "2", "rank_1": "1"}, [1, 0]),
    (ItemType.PLACEMENT, {"axes": [["cher", "gratuit"], ["lent", "vite"]]}, {"across": "10", "up": "-20"}, [10, -20]),
    (ItemType.PROPOSAL, {}, {"value": "-1"}, -1),
]


@pytest.mark.parametrize(("kind", "settings", "typed", "kept"), TYPED)
def test_each_type_has_its_form(
    client: Client, kind: ItemType, settings: dict[str, Any], typed: dict[str, Any], kept: Any
) -> None:
    _row, items, page = delphi(kind, settings=settings)
    address = f"{page}{items[0].number}/"
    get(client, address)
    post(client, address, typed)
    assert Answer.objects.get().value == kept
    for name, value in typed.items():
        for one in value if isinstance(value, list) else [value]:
            assert re.search(rf'name="{name}"[^>]*', get(client, address)), one


WRONG: list[tuple[ItemType, dict[str, Any], dict[str, Any], str]] = [
    (ItemType.OPEN, {}, {"value": " "}, "Answer, or choose “No opinion”."),
    (ItemType.OPEN, {}, {"value": "Oui", "no_opinion": "on"}, "keep one of the two"),
    (ItemType.SCALE, {}, {"value": "12"}, "Choose a whole number from 1 to 9."),
    (ItemType.SCALE, {}, {}, "Answer, or choose “No opinion”."),
    (ItemType.ESTIMATE, {}, {"low": "3"}, "Give three numbers"),
    (ItemType.CHOICE, {"options": ["a", "b"]}, {"value": "7"}, "Choose among the answers that are proposed."),
    (ItemType.CHOICE, {"options": ["a", "b", "c"], "most": 2}, {"value": ["0", "1", "2"]}, "Choose 2 answers at most."),
    (ItemType.RANKING, {"options": ["a", "b"]}, {"rank_0": "1", "rank_1": "1"}, "Give each line a rank of its own."),
    (ItemType.PLACEMENT, {}, {"across": "400", "up": "0"}, "from -100 to 100"),
    (ItemType.PLACEMENT, {}, {"across": "4"}, "is not a number"),
    (ItemType.PROPOSAL, {}, {"value": "3"}, "Answer agree, disagree or pass."),
    (ItemType.SCALE, {}, {"value": "3", "reason": "a" * 2001}, "2000 characters"),
]


@pytest.mark.parametrize(("kind", "settings", "typed", "sentence"), WRONG)
def test_each_type_says_what_is_wrong(
    client: Client, kind: ItemType, settings: dict[str, Any], typed: dict[str, Any], sentence: str
) -> None:
    _row, items, page = delphi(kind, settings=settings)
    assert sentence in post(client, f"{page}{items[0].number}/", typed, 422)
    assert Answer.objects.count() == 0


def test_a_question_of_another_round_says_so_and_shows_what_is_asked(client: Client) -> None:
    row, items, page = delphi()
    factory.close_round(row.rounds.get())
    other = factory.item(row)
    factory.open_round(row, [other])
    html = get(client, f"{page}{items[0].number}/", 404)
    assert f"does not ask question {items[0].number}" in html
    assert other.text in html


def test_an_answer_after_the_close_is_refused_with_a_sentence(client: Client) -> None:
    row, items, page = delphi()
    factory.close(row)
    html = post(client, f"{page}{items[0].number}/", {"value": "7"}, 409)
    assert "answers are no longer taken" in html
    assert Answer.objects.count() == 0


def test_at_its_hour_the_page_takes_nothing_more(client: Client) -> None:
    row = factory.consultation()
    item = factory.item(row)
    end = clock.now() + timedelta(hours=1)
    factory.open_round(row, [item], closes_at=end)
    _voice, code = factory.voice(row)
    with clock.at(end):
        assert "This round has ended" in post(client, f"/take-part/{code}/{item.number}/", {"value": "7"}, 409)


# From the second round


def second_round(**fields: Any) -> tuple[Item, str]:
    row = factory.consultation(minimum_cell=3, **fields)
    item = factory.item(row)
    first = factory.open_round(row, [item])
    for value in (6, 7, 7, 8):
        factory.answered(first, value)
    voice, code = factory.voice(row)
    actions.keep(voice=voice, item=item, value=5, reason="Qui paie ?")
    actions.send(voice=voice, code=code)
    factory.close_round(first)
    factory.open_round(row, [item])
    return item, f"/take-part/{code}/{item.number}/"


def test_from_round_two_one_sees_the_group_and_ones_own_former_answer(client: Client) -> None:
    item, address = second_round()
    html = get(client, address)
    assert "(your former answer)" in html
    assert "Qui paie ?" in html
    assert "<svg" in html
    assert "What you saw here is noted with your answer." in html
    shown = Shown.objects.get()
    assert shown.item == item
    assert shown.feedback["median"] == 7
    assert shown.feedback["own"] == 5


def test_in_round_one_nobody_sees_what_others_say(client: Client) -> None:
    row, items, page = delphi()
    factory.answered(row.rounds.get(), 3, reason="Secret de la première heure.")
    html = get(client, f"{page}{items[0].number}/")
    assert "Secret de la première heure." not in html
    assert Shown.objects.count() == 0


# Sending


def test_sending_counts_gives_a_receipt_and_says_how_to_check_it(client: Client) -> None:
    _row, items, page = delphi(ItemType.SCALE, ItemType.OPEN)
    post(client, f"{page}{items[0].number}/", {"value": "7"})
    assert "One question is still without an answer" in get(client, page)
    post(client, f"{page}send/")
    sheet = Sheet.objects.get()
    html = get(client, page)
    assert sheet.is_sent
    assert sheet.receipt[:8] in html
    assert sheet.salt in html
    text = get(client, f"{page}receipt/1/")
    assert sheet.receipt in text
    command = re.search(r"^printf '%s' '(.*)' \| sha256sum$", text, re.M)
    assert command
    assert hashlib.sha256(command[1].encode()).hexdigest() == sheet.receipt


def test_an_empty_sheet_is_refused_with_a_sentence(client: Client) -> None:
    _row, _items, page = delphi()
    assert "Your sheet is empty" in post(client, f"{page}send/", {}, 422)


def test_a_sheet_is_sent_twice_and_counts_once(client: Client) -> None:
    row = factory.consultation(access=Access.PANEL)
    invitation, _other = factory.invited(row)
    item = factory.item(row)
    factory.open_round(row, [item])
    page = f"/take-part/{invitation.code}/"
    post(client, f"{page}{item.number}/", {"value": "7"})
    for _ in range(2):
        post(client, f"{page}send/")
    assert (Sheet.objects.filter(is_sent=True).count(), Attendance.objects.count()) == (1, 1)


def test_there_is_no_receipt_of_what_was_not_sent(client: Client) -> None:
    _row, _items, page = delphi()
    get(client, f"{page}receipt/1/", 404)


def test_nothing_is_sent_by_opening_a_link(client: Client) -> None:
    _row, _items, page = delphi()
    get(client, f"{page}send/", 405)
    get(client, f"{page}finish/", 405)


def test_between_two_rounds_the_page_says_what_comes(client: Client) -> None:
    row, items, page = delphi()
    factory.close_round(row.rounds.get())
    opens = clock.now() + timedelta(days=3)
    actions.plan_round(consultation=row, user=factory.facilitator(row), items=items, opens_at=opens)
    assert "The next round opens on" in get(client, page)


def test_after_the_close_the_page_leads_to_the_results(client: Client) -> None:
    row, _items, page = delphi()
    factory.close(row)
    html = get(client, page)
    assert "See the results" in html
    assert "no longer taken" in html


def test_a_vote_on_one_thing_is_one_page_and_one_press(client: Client) -> None:
    row = factory.consultation(Method.VOTE)
    item = factory.item(row, ItemType.PROPOSAL)
    factory.open_round(row, [item])
    _voice, code = factory.voice(row)
    page = f"/take-part/{code}/"
    answer = client.get(page)
    assert answer["Location"] == f"{page}{item.number}/"
    assert "Send my vote" in get(client, answer["Location"])
    post(client, answer["Location"], {"value": "1"})
    assert Sheet.objects.get().is_sent
    assert "Your sheet counts" in get(client, page)


def test_the_page_of_a_long_sheet_asks_the_database_as_often_as_a_short_one(client: Client) -> None:
    counted = []
    for number in (1, 12):
        row, items, page = delphi(*[ItemType.SCALE] * number)
        voice = Voice.objects.get(consultation=row)
        for item in items:
            actions.keep(voice=voice, item=item, value=7)
        get(client, page)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            get(client, page)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16
