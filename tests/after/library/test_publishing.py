"""A report that was checked comes into the library by the worker, a session at a time, and never twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.library import actions, jobs
from boucle.after.library.models import Draft, Sheet
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.running.actions import work as running
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db

SHEETS = 12  # of the invented report: itself, two sessions, nine pieces


@pytest.fixture
def place() -> Territory:
    return library.place()


@pytest.fixture
def keeper(place: Territory) -> User:
    return accounts.coordinator(place)


def asked(place: Territory, keeper: User, words: str = library.REPORT) -> Draft:
    made = library.draft(words, territory=place, user=keeper)
    return actions.ask_to_publish(draft=made, user=keeper)


def work() -> int:
    """Round after round, as the worker does, until nothing waits; how many sheets."""
    return sum(iter(jobs.publish_drafts, 0))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_each_session_comes_whole_with_the_report_above_it(place: Territory, keeper: User) -> None:
    made = asked(place, keeper)
    assert actions.publish_next(draft_id=made.pk) == 1 + 1 + 6
    assert Sheet.objects.count() == 8
    made.refresh_from_db()
    assert (made.stage, made.sessions_done, made.written, made.published_at) == ("waiting", 1, 8, None)
    assert actions.publish_next(draft_id=made.pk) == 4
    made.refresh_from_db()
    assert (made.stage, made.sessions_done, made.written, made.known) == ("done", 2, SHEETS, 0)
    assert actions.publish_next(draft_id=made.pk) == 0
    assert Sheet.objects.count() == SHEETS


def test_the_worker_publishes_every_report_that_waits(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    asked(place, keeper, library.REPORT.replace("Rencontres de l'eau", "Rencontres du feu"))
    assert work() == 2 * SHEETS
    assert list(Draft.objects.values_list("stage", flat=True)) == ["done", "done"]


def test_a_round_of_the_worker_is_one_session_and_others_write_before_the_next(place: Territory, keeper: User) -> None:
    made = asked(place, keeper)
    for stage, sessions, sheets in (("waiting", 1, 8), ("done", 2, SHEETS)):
        running.run_round(registry.PERIODIC["library reports"])
        made.refresh_from_db()
        assert (made.stage, made.sessions_done, Sheet.objects.count()) == (stage, sessions, sheets)


def test_a_session_that_stops_in_its_middle_leaves_nothing_and_comes_whole_the_next_time(
    place: Territory, keeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(place, keeper)
    actions.publish_next(draft_id=made.pk)

    def broken(**_named: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr("boucle.foundation.lifecycle.actions.link", broken)
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.publish_next(draft_id=made.pk)
    assert Sheet.objects.count() == 8
    assert work() == 4
    assert Sheet.objects.count() == SHEETS


def test_the_same_report_again_gives_no_double_and_says_what_was_there(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    work()
    again = asked(place, keeper)
    work()
    again.refresh_from_db()
    assert (again.written, again.known) == (SHEETS, SHEETS)
    assert Sheet.objects.count() == SHEETS
    page = client_of(keeper).get(f"/library/drafts/{again.key}/").content.decode()
    assert "<dt>déjà là, laissées telles quelles</dt><dd>12</dd>" in page


def test_a_report_completed_since_brings_what_is_new_to_the_same_session(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    work()
    completed = library.REPORT.replace("TERRAINS", "→ Une piste de plus.\n\nTERRAINS", 1)
    again = asked(place, keeper, completed)
    work()
    again.refresh_from_db()
    assert (again.written, again.known) == (SHEETS + 1, SHEETS)
    added = Sheet.objects.get(contribution__title="Une piste de plus")
    assert added.session is not None
    assert added.session.contribution.title == "Boire pendant une coupure"


def test_a_report_with_one_more_session_gathers_it_under_the_same_report(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    work()
    third = "\nSESSION 3 – Dormir au sec\n\nOù aller quand l'eau monte.\n"
    asked(place, keeper, library.REPORT + third)
    work()
    whole = Sheet.objects.get(variety="session", session=None)
    assert [each.contribution.title for each in whole.parts.order_by("position")] == [
        "Boire pendant une coupure",
        "Qui prévient qui",
        "Dormir au sec",
    ]


def test_a_sheet_corrected_since_is_left_as_it_stands(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    work()
    Contribution.objects.filter(title="Qui compte les bidons qui restent ?").update(title="Qui compte les bidons")
    asked(place, keeper)
    work()
    assert Contribution.objects.filter(title__startswith="Qui compte les bidons").count() == 1


def test_what_was_erased_does_not_come_back_and_what_is_new_hangs_on_the_report(place: Territory, keeper: User) -> None:
    asked(place, keeper)
    work()
    session = Sheet.objects.get(contribution__title="Boire pendant une coupure")
    lifecycle.erase(contribution=session.contribution, by=rules.By(user=keeper))
    asked(place, keeper, library.REPORT.replace("TERRAINS", "→ Une piste de plus.\n\nTERRAINS", 1))
    work()
    assert Sheet.objects.filter(contribution__title="Boire pendant une coupure").count() == 0
    added = Sheet.objects.get(contribution__title="Une piste de plus")
    assert added.session == Sheet.objects.get(contribution__title="Rencontres de l'eau")


def test_what_a_report_says_twice_in_one_session_is_two_sheets_and_no_more_the_second_time(
    place: Territory, keeper: User
) -> None:
    twice = library.REPORT.replace("TERRAINS", "→ Qui compte les bidons qui restent ?\n\nTERRAINS", 1)
    for _time in range(2):
        asked(place, keeper, twice)
        work()
    assert Contribution.objects.filter(title="Qui compte les bidons qui restent ?").count() == 2


def test_whoever_may_no_longer_decide_gets_the_draft_back_with_a_sentence(place: Territory, keeper: User) -> None:
    made = asked(place, keeper)
    keeper.scopes.all().delete()
    assert jobs.publish_drafts() == 0
    made.refresh_from_db()
    assert (made.stage, made.problem != "", Sheet.objects.count()) == ("checking", True, 0)
    page = client_of(accounts.coordinator(place)).get(f"/library/drafts/{made.key}/").content.decode()
    assert "La publication s’est arrêtée" in page


def test_a_report_that_cannot_be_written_is_given_back_and_those_behind_it_come(
    place: Territory, keeper: User, caplog: pytest.LogCaptureFixture
) -> None:
    broken = asked(place, keeper)
    broken.found["sessions"][1].pop("pieces")
    Draft.objects.filter(pk=broken.pk).update(found=broken.found)
    behind = asked(place, keeper, library.REPORT.replace("Rencontres de l'eau", "Rencontres du feu"))
    work()
    broken.refresh_from_db()
    behind.refresh_from_db()
    assert (broken.stage, broken.problem.partition(",")[0]) == (
        "checking",
        "Il s’est passé quelque chose d’imprévu dans la session suivante",
    )
    assert behind.stage == "done"
    assert [(each.message, vars(each)["error"]) for each in caplog.records] == [("report given back", "KeyError")]


def test_a_piece_kept_after_all_in_a_session_that_had_come_comes_too(place: Territory, keeper: User) -> None:
    made = library.draft(territory=place, user=keeper)
    made.found["sessions"][0]["pieces"][0]["kept"] = False
    made.save()
    actions.ask_to_publish(draft=made, user=keeper)
    assert actions.publish_next(draft_id=made.pk) == 7
    scopes = list(keeper.scopes.all())
    keeper.scopes.all().delete()
    assert work() == 0  # given back between two sessions
    Scope.objects.bulk_create(scopes)
    made.refresh_from_db()
    made.found["sessions"][0]["pieces"][0]["kept"] = True
    made.save()
    actions.ask_to_publish(draft=made, user=keeper)
    assert work() == SHEETS
    made.refresh_from_db()
    assert (made.stage, made.written, made.known, Sheet.objects.count()) == ("done", SHEETS, 7, SHEETS)


def test_a_report_whose_asker_has_left_is_given_back_with_a_sentence(place: Territory, keeper: User) -> None:
    made = library.draft(territory=place, user=keeper)
    leaving = accounts.coordinator(place)
    actions.ask_to_publish(draft=made, user=leaving)
    leaving.delete()
    assert work() == 0
    made.refresh_from_db()
    assert (made.stage, made.problem) == (
        "checking",
        "La personne qui l’a demandé n’a plus de compte ici : publiez de nouveau.",
    )


def test_a_report_that_still_waits_past_its_date_is_deleted_with_its_names(place: Territory, keeper: User) -> None:
    late, other = asked(place, keeper), library.draft(territory=place, user=keeper)
    Draft.objects.filter(pk=late.pk).update(keep_until=clock.today() - timedelta(days=1))
    assert actions.purge_drafts() == 1
    assert list(Draft.objects.all()) == [other]


def refused_while_publishing(place: Territory, keeper: User) -> list[Callable[[Draft], object]]:
    return [
        lambda made: actions.ask_to_publish(draft=made, user=keeper),
        lambda made: actions.discard_draft(draft=made, user=keeper),
        lambda made: actions.correct_draft(draft=made, user=keeper, title="T", preface="", sessions=[]),
    ]


def test_a_report_on_its_way_is_neither_asked_again_nor_corrected_nor_thrown_away(
    place: Territory, keeper: User
) -> None:
    made = asked(place, keeper)
    for each in refused_while_publishing(place, keeper):
        with pytest.raises(NotPossible):
            each(made)
    answer = client_of(keeper).post(f"/library/drafts/{made.key}/discard/")
    assert answer["Location"] == f"/library/drafts/{made.key}/"
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("fields", [{"stage": "lost"}, {"stage": "done"}, {"published_at": clock.now()}])
def test_the_database_refuses_a_draft_that_is_nowhere(place: Territory, keeper: User, fields: dict[str, Any]) -> None:
    made = library.draft(territory=place, user=keeper)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=made.pk).update(**fields)
