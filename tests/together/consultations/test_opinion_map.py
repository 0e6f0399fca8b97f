"""The opinion map: its groups, its page, what it never shows."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from boucle.foundation.core import clock
from boucle.together.consultations import actions
from boucle.together.consultations.engine.opinions import Why
from boucle.together.consultations.jobs import opinion_maps
from boucle.together.consultations.models import Consultation, Group
from boucle.together.consultations.queries import opinion_map, opinion_votes
from tests.factories import accounts, consultations
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def content(row: Consultation, name: str, client: Client | None = None) -> str:
    address = reverse(f"consultations:{name}", args=[row.contribution.reference])
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_two_camps_are_two_groups_and_what_joins_them_is_found() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    found = opinion_map.compute(row)
    assert found.found.count == 2
    assert found.sizes == [8, 8]
    assert {found.statements[one.statement] for one in found.ties} == {items[at].number for at in conversations.JOINING}


def test_a_page_its_export_and_the_command_give_the_same_groups(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    row, items = conversations.opened(minimum_cell=4, seed=7)
    conversations.two_camps(row, items)
    shown = json.loads(content(row, "map_json"))
    page = content(row, "results")
    file = tmp_path / "votes.csv"
    file.write_text(content(row, "votes_csv"), encoding="utf-8")
    command = opinion_map_command(page)
    assert command[:4] == ["boucle", "recompute", "opinions", f"{row.contribution.reference}-votes.csv"]
    call_command("recompute", "opinions", str(file), *command[4:])
    again = json.loads(capfd.readouterr().out)
    assert again["groups"] == shown["groups"]
    assert again["group_count"] == shown["group_count"] == 2
    for one in shown["statements"].values():
        del one["text"]
    assert again["statements"] == shown["statements"]


def opinion_map_command(page: str) -> list[str]:
    start = page.index("<code>boucle recompute") + len("<code>")
    return page[start : page.index("</code>", start)].split()


def test_the_page_shows_points_groups_and_how_sure_it_is_but_no_pseudonym() -> None:
    row, items = conversations.opened()
    voices = conversations.two_camps(row, items)
    page = content(row, "results")
    assert "Groupe A" in page and "Groupe B" in page
    assert "Ce n’est pas un sondage" in page
    assert all(str(opinion_votes.of_voice(voice)) not in page and str(voice.pk) not in page for voice in voices)


def test_too_few_people_give_a_page_without_any_figure_of_what_they_said(client: Client) -> None:
    row, items = conversations.opened()
    conversations.person(row, items, conversations.camp(1, 1)[0])
    page = content(row, "results")
    assert "Pas encore assez de votes" in page
    assert "<figure" not in page
    refused = client.get(reverse("consultations:votes_csv", args=[row.contribution.reference]))
    assert refused.status_code == 403


def test_a_group_under_the_minimum_is_not_shown() -> None:
    row, items = conversations.opened(minimum_cell=5)
    for says in conversations.camp(10, 1) + conversations.camp(3, -1):
        conversations.person(row, items, says)
    found = opinion_map.compute(row)
    assert found.found.count == 0
    assert found.found.why == Why.SMALL_GROUPS
    assert "Pas de groupes nets" in content(row, "results")


def test_everybody_voting_the_same_has_no_groups_and_says_what_is_shared() -> None:
    row, items = conversations.opened()
    for _ in range(12):
        conversations.person(row, items, [1] * len(items))
    found = opinion_map.compute(row)
    assert found.found.why == Why.SAME_VOTES
    assert len(found.shared) > 0
    assert "Tout le monde vote de la même façon" in content(row, "results")


def test_a_conversation_without_a_vote_has_a_page() -> None:
    row, _items = conversations.opened()
    assert "Pas encore assez de votes" in content(row, "results")
    assert opinion_map.compute(row).people == 0


def test_a_person_who_voted_on_one_statement_is_counted_and_in_no_group() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    lone = conversations.person(row, items, [1] + [None] * (len(items) - 1))
    found = opinion_map.compute(row)
    assert found.loose == 1
    mine = opinion_map.own(found, lone)
    assert mine is not None and mine.group == -1 and mine.seen == 1


def test_a_statement_set_aside_stays_in_the_counts_and_loses_its_words() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    items[0].is_withdrawn = True
    items[0].save()
    page, file = content(row, "results"), content(row, "statements_csv")
    assert items[0].text not in page and items[0].text not in file
    assert f"\n{items[0].number},16,0,0,16,0,0,-1,\n" in file


def test_the_holder_of_a_code_sees_their_own_place_and_nobody_else_does(client: Client) -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    voice, code = consultations.voice(row)
    for item, value in zip(items, conversations.camp(1, 1)[0], strict=True):
        actions.cast(voice=voice, item=item, value=value)
    opinion_map.refresh(row)
    page = client.get(reverse("consultations:own_map", args=[code]))
    assert "vous êtes dans le groupe A" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "vous êtes dans le groupe" not in content(row, "results")
    assert client.get(reverse("consultations:own_map", args=["0000-0000-0000"])).status_code == 404


def test_hidden_results_leave_by_no_door_before_the_close() -> None:
    row, items = conversations.opened(is_hidden=True)
    conversations.two_camps(row, items)
    client = Client()
    client.force_login(accounts.stranger())
    for name in ("votes_csv", "all_votes_csv", "statements_csv", "map_json"):
        assert client.get(reverse(f"consultations:{name}", args=[row.contribution.reference])).status_code == 403
    assert "Groupe A" not in content(row, "results", client)
    consultations.close(row)
    assert "Groupe A" in content(row, "results", client)


def test_a_new_vote_reaches_the_map_by_the_worker_and_the_page_does_not_wait_for_it() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    opinion_map.refresh(row)
    conversations.person(row, items, conversations.camp(1, 1)[0])
    assert json.loads(content(row, "map_json"))["people"] == 16
    opinion_maps.refresh([row])
    assert json.loads(content(row, "map_json"))["people"] == 17


def test_the_last_vote_before_the_close_is_in_the_final_map() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    opinion_map.refresh(row)
    conversations.person(row, items, conversations.camp(1, 1)[0])
    consultations.close(row)
    assert json.loads(content(row, "map_json"))["people"] == 17


def test_a_map_that_counts_every_vote_is_not_computed_again() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    assert opinion_maps.late() == [row]
    opinion_map.refresh(row)
    assert opinion_maps.late() == []


def test_two_computations_of_one_map_do_not_run_at_once() -> None:
    row, _items = conversations.opened()
    cache.add(f"{opinion_map.key(row.pk)}:computing", True, 60)
    assert opinion_map.refresh(row) is None
    assert opinion_map.ready(row) is None


def test_the_page_asks_the_database_as_often_for_many_votes_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    opinion_map.refresh(row)
    with django_assert_max_num_queries(16):
        content(row, "results")


def test_families_of_participants_are_told_against_the_population() -> None:
    row, items = conversations.opened()
    user = consultations.facilitator(row)
    groups = [actions.add_group(consultation=row, user=user, name=name, population=100) for name in ("Nord", "Sud")]
    said = conversations.camp(12, 1) + conversations.camp(6, -1)
    for at, says in enumerate(said):
        conversations.person(row, items, says, group=groups[at >= 12])
    page = content(row, "results")
    assert "Nord : 67 % de celles et ceux qui ont participé, 50 %" in page.replace("\u00a0", " ")
    assert Group.objects.count() == 2


def test_the_sheet_of_a_participant_leads_to_their_place_once_results_are_shown(client: Client) -> None:
    row, items = conversations.opened()
    voice, code = consultations.voice(row)
    actions.cast(voice=voice, item=items[0], value=1)
    assert reverse("consultations:own_map", args=[code]) in client.get(f"/take-part/{code}/").content.decode()
    hidden, _items = conversations.opened(is_hidden=True)
    _voice, other = consultations.voice(hidden)
    assert reverse("consultations:own_map", args=[other]) not in client.get(f"/take-part/{other}/").content.decode()
    assert client.get(reverse("consultations:own_map", args=[other])).status_code == 302


def test_a_map_that_was_lost_long_after_the_close_is_made_again() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    consultations.close(row)
    opinion_map.refresh(row)
    with clock.at(clock.now() + timedelta(days=40)):
        assert opinion_maps.late() == []
        cache.clear()
        assert opinion_maps.late() == [row]
