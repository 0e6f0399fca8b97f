"""Voting on an opinion map: one statement at a time, the last vote counts, statements that people bring."""

from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Attendance, Consultation, Item, Statement, Voice, Vote
from boucle.together.consultations.queries import finding, next_statement
from tests.factories import consultations as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()
    next_statement.kept.clear()


def opinions(number: int = 3, **fields: Any) -> tuple[Consultation, list[Item], Voice, str]:
    row = factory.consultation(Method.OPINIONS, **fields)
    items = [factory.item(row, ItemType.STATEMENT) for _ in range(number)]
    factory.open_round(row, items)
    voice, code = factory.voice(row)
    return row, items, voice, f"/take-part/{code}/"


def get(client: Client, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers={"accept-language": "en", **headers})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def post(client: Client, path: str, typed: dict[str, Any] | None = None, status: int = 302, **headers: str) -> str:
    answer = client.post(path, typed or {}, headers={"accept-language": "en", **headers})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer["Location"] if status == 302 else answer.content.decode()


def test_each_vote_leads_to_another_statement_until_all_are_seen(client: Client) -> None:
    _row, items, voice, page = opinions()
    seen = []
    while (item := next_statement.turn(voice).item) is not None:
        assert item.text.replace("'", "&#x27;") in get(client, f"{page}vote/")
        assert post(client, f"{page}vote/", {"item": item.number, "value": "1"}) == f"{page}vote/"
        seen.append(item.number)
    assert sorted(seen) == [item.number for item in items]
    assert "You have voted on everything" in get(client, f"{page}vote/")


def test_the_same_page_loaded_again_shows_the_same_statement() -> None:
    _row, _items, voice, _page = opinions(20)
    assert next_statement.turn(voice).item == next_statement.turn(voice).item


def test_two_people_do_not_begin_with_the_same_statement_by_rule() -> None:
    row, _items, _voice, _page = opinions(20)
    firsts = {next_statement.turn(factory.voice(row)[0]).item for _ in range(20)}
    assert len(firsts) > 5


def test_a_swapped_page_gets_the_next_statement_alone(client: Client) -> None:
    _row, items, _voice, page = opinions()
    html = post(client, f"{page}vote/", {"item": items[0].number, "value": "-1"}, 200, hx_request="true")
    assert "<html" not in html
    assert "2 statements left" in html


def test_the_last_vote_counts_and_every_vote_is_kept(client: Client) -> None:
    _row, items, voice, page = opinions()
    for value in ("1", "-1"):
        assert post(client, f"{page}vote/", {"item": items[0].number, "value": value, "back": "1"}) == f"{page}votes/"
    assert next_statement.last_votes(voice) == {items[0].pk: -1}
    assert list(Vote.objects.values_list("value", flat=True)) == [1, -1]


def test_the_same_vote_sent_twice_is_one_line(client: Client) -> None:
    _row, items, _voice, page = opinions()
    for _ in range(2):
        post(client, f"{page}vote/", {"item": items[0].number, "value": "0"})
    assert Vote.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"item": "999", "value": "1"}, "does not ask that"),
        ({"item": "x", "value": "1"}, "does not ask that"),
        ({"item": "1", "value": "2"}, "Answer agree, disagree or pass."),
        ({"item": "1"}, "is not a number"),
    ],
)
def test_what_is_no_vote_is_refused_with_a_sentence(client: Client, typed: dict[str, str], sentence: str) -> None:
    _row, _items, _voice, page = opinions()
    assert sentence in post(client, f"{page}vote/", typed, 422)
    assert Vote.objects.count() == 0


def test_a_statement_that_was_set_aside_takes_no_vote_and_keeps_those_it_had(client: Client) -> None:
    row, items, voice, page = opinions()
    actions.cast(voice=voice, item=items[0], value=1)
    Item.objects.filter(pk=items[0].pk).update(is_withdrawn=True)
    other, code = factory.voice(row)
    typed = {"item": items[0].number, "value": "1"}
    assert "no longer asked" in post(client, f"/take-part/{code}/vote/", typed, 422)
    assert [vote.voice for vote in Vote.objects.all()] == [voice]
    assert items[0] not in next_statement.turn(other).ahead
    assert items[0].text not in get(client, f"{page}votes/")


def test_after_the_close_votes_are_not_taken_and_stay(client: Client) -> None:
    row, items, voice, page = opinions()
    actions.cast(voice=voice, item=items[0], value=1)
    factory.close(row)
    assert "closed" in post(client, f"{page}vote/", {"item": items[1].number, "value": "1"}, 422)
    assert "Votes are not taken now" in get(client, f"{page}vote/")
    assert "I agree" in get(client, f"{page}votes/")
    assert Vote.objects.count() == 1


def test_a_statement_of_another_consultation_takes_no_vote() -> None:
    _row, _items, voice, _page = opinions()
    _other, others, _voice, _address = opinions()
    with pytest.raises(NotPossible):
        actions.cast(voice=voice, item=others[0], value=1)


def test_where_results_are_hidden_the_order_tells_nothing_of_them() -> None:
    row, items, _voice, _page = opinions()
    keys = [item.pk for item in items]
    for number in range(6):
        voice, _code = factory.voice(row)
        actions.cast(voice=voice, item=items[0], value=1)
        actions.cast(voice=voice, item=items[1], value=-1 if number % 2 else 0)
    hidden = next_statement.counts(row, keys)
    assert (hidden.agree[0], hidden.disagree[0], hidden.passed[0]) == (hidden.agree[1], hidden.disagree[1], 0)
    row.is_hidden = False
    assert np.array_equal(next_statement.counts(row, keys).agree, [6, 0, 0])


def test_counting_on_gives_what_counting_everything_gives() -> None:
    row, items, voice, _page = opinions()
    actions.cast(voice=voice, item=items[0], value=1)
    first = next_statement.counted_on(row.pk, next_statement.Tally())
    actions.cast(voice=voice, item=items[0], value=-1)
    actions.cast(voice=voice, item=items[1], value=0)
    later = next_statement.counted_on(row.pk, first)
    assert later.seen == {items[0].pk: (1, 1, 0), items[1].pk: (0, 0, 1)}
    assert later.seen == next_statement.counted_on(row.pk, next_statement.Tally()).seen
    assert next_statement.counted_on(row.pk, later).seen == later.seen


def test_voting_asks_the_database_as_often_with_many_votes_as_with_few() -> None:
    counted = []
    for number in (2, 40):
        _row, items, voice, _page = opinions(number)
        for item in items[: number // 2]:
            actions.cast(voice=voice, item=item, value=1)
        next_statement.turn(voice)
        with CaptureQueriesContext(connection) as queries:
            next_statement.turn(voice)
        counted.append(len(queries))
    assert counted == [2, 2]


def test_the_page_of_a_vote_asks_little(client: Client) -> None:
    _row, items, _voice, page = opinions(30)
    get(client, f"{page}vote/")
    with CaptureQueriesContext(connection) as queries:
        post(client, f"{page}vote/", {"item": items[0].number, "value": "1"}, 200, hx_request="true")
    assert len(queries) <= 10


def test_whoever_was_invited_says_that_they_finished(client: Client) -> None:
    row = factory.consultation(Method.OPINIONS, access=Access.PANEL)
    invitation, _other = factory.invited(row)
    item = factory.item(row, ItemType.STATEMENT)
    factory.open_round(row, [item])
    page = f"/take-part/{invitation.code}/"
    post(client, f"{page}vote/", {"item": item.number, "value": "1"})
    assert "I have finished: no reminder" in get(client, f"{page}vote/")
    for _ in range(2):
        post(client, f"{page}finish/")
    assert [one.panellist for one in Attendance.objects.all()] == [invitation.panellist]
    opened = finding.open_round(row)
    assert opened is not None
    assert invitation.panellist not in finding.late(opened)


# Statements that people bring


def brought(client: Client, page: str, text: str = "Dire après chaque coupure ce qui n’a pas marché.") -> str:
    html = post(client, f"{page}statement/", {"text": text}, 200)
    return html.split('href="/statement/follow/')[1].split('"')[0]


def decide(verb: str, **fields: Any) -> None:
    contribution = Contribution.objects.get(statement__isnull=False)
    by = lifecycle_rules.By(user=factory.facilitator(Consultation.objects.get()))
    getattr(lifecycle, verb)(contribution=contribution, by=by, **fields)
    jobs.work(100)


def test_a_statement_is_read_by_referents_before_anybody_votes_on_it(client: Client) -> None:
    _row, _items, _voice, page = opinions(1, is_open_to_statements=True)
    follow = f"/statement/follow/{brought(client, page)}"
    assert "Referents read it." in get(client, follow)
    assert Item.objects.count() == 1
    decide("publish")
    assert "everybody votes on it" in get(client, follow)
    assert Item.objects.count() == 2
    typed = {"item": Item.objects.get(source__isnull=False).number, "value": "1"}
    post(client, f"{page}vote/", typed)


def test_a_refusal_comes_back_with_its_reason(client: Client) -> None:
    _row, _items, _voice, page = opinions(1, is_open_to_statements=True)
    follow = f"/statement/follow/{brought(client, page)}"
    decide("reject", reason=Reason.DUPLICATE, note="C’est déjà demandé.")
    html = get(client, follow)
    assert "It was not kept." in html
    assert "C’est déjà demandé." in html
    assert Item.objects.count() == 1


def test_the_same_form_of_a_statement_sent_twice_makes_one(client: Client) -> None:
    _row, _items, _voice, page = opinions(1, is_open_to_statements=True)
    key = get(client, f"{page}statement/").split('name="key" value="')[1].split('"')[0]
    for _ in range(2):
        post(client, f"{page}statement/", {"text": "Dire ce qui a marché.", "key": key}, 200)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "a" * 121])
def test_a_statement_too_short_or_too_long_stays_typed(client: Client, text: str) -> None:
    _row, _items, _voice, page = opinions(1, is_open_to_statements=True)
    html = post(client, f"{page}statement/", {"text": text}, 422)
    assert "one sentence of 120 signs at most" in html
    assert text in html
    assert Statement.objects.count() == 0


def test_where_no_statements_are_taken_none_is(client: Client) -> None:
    _row, _items, _voice, page = opinions(1)
    assert "Propose a statement" not in get(client, f"{page}vote/")
    assert "takes no new statements" in post(client, f"{page}statement/", {"text": "Une idée."}, 422)


def test_an_option_for_a_ballot_is_brought_the_same_way(client: Client) -> None:
    row = factory.consultation(Method.BUDGET, is_open_to_statements=True)
    factory.open_round(row, [factory.item(row, ItemType.OPTION)])
    page = f"/take-part/{factory.voice(row)[1]}/"
    assert f'href="{page}statement/"' in get(client, page)
    brought(client, page, "Une salle chauffée.")
    decide("publish")
    assert "Une salle chauffée." in get(client, f"{page}ballot/")


def test_a_network_that_brings_statements_without_end_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _row, _items, _voice, page = opinions(1, is_open_to_statements=True)
    monkeypatch.setattr(rules.network, "MOST_BROUGHT", 1)
    brought(client, page)
    html = post(client, f"{page}statement/", {"text": "Une autre idée."}, 429)
    assert "in an hour" in html
    assert "Une autre idée." in html


def test_a_false_address_of_a_statement_opens_nothing(client: Client) -> None:
    get(client, "/statement/follow/forged/", 404)


def test_nothing_joins_a_statement_to_the_votes_of_whoever_brought_it(client: Client) -> None:
    _row, _items, voice, page = opinions(1, is_open_to_statements=True)
    brought(client, page)
    statement = Statement.objects.get()
    said = {str(value) for value in Contribution.objects.filter(pk=statement.pk).values()[0].values()}
    assert not said & {str(voice.pk), voice.pk.hex, voice.code_hash}
