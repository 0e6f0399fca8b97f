"""A situation closes: frozen, archived, exported, and what stays is handed over."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boucle.commons.moderation.actions import close as actions
from boucle.commons.moderation.queries import situation as queries
from boucle.commons.moderation.queries.situation import HandOver
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs, rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import ArchiveRow, Situation
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions, situations

pytestmark = pytest.mark.django_db

CONTACT = lifecycle.ContactDetails(email="ines@bron.example")


def published(situation: Situation, **changes: Any) -> Contribution:
    return contributions.contribution(
        State.PUBLISHED, territory=contributions.commune(), situation=situation, contact=CONTACT, **changes
    )


def closed(situation: Situation, **hand_over: Any) -> Situation:
    by = accounts.coordinator(situation.territory)
    done = actions.close_situation(situation=situation, by=by, hand_over=HandOver(**hand_over))
    actions.finish(situation=done)
    return done


def page(situation: Situation, name: str = "situation_public", *rest: str) -> str:
    return reverse(f"moderation:{name}", args=[situation.territory.slug, situation.slug, *rest])


def test_closing_archives_what_is_public_and_what_waits() -> None:
    made = situations.situation()
    public, waiting = published(made), contributions.proposed(situation=made).contribution
    returned = contributions.contribution(State.RETURNED, situation=made)
    rejected = contributions.contribution(State.REJECTED, situation=made)
    done = closed(made)
    states = {row.pk: row.state for row in Contribution.objects.filter(situation=made)}
    assert states == {
        public.pk: State.ARCHIVED,
        waiting.pk: State.ARCHIVED,
        returned.pk: State.ARCHIVED,
        rejected.pk: State.REJECTED,
    }
    assert done.is_closed
    assert Contribution.objects.get(pk=waiting.pk).due_at is None


def test_a_chosen_theme_stays_with_everything_below_it() -> None:
    made = situations.situation()
    kept = published(made, theme=contributions.theme("repas-chauds").slug)
    gone = published(made, theme="soins")
    done = closed(made, theme_ids=frozenset({contributions.theme("manger").pk}))
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.state, kept.situation) == (State.PUBLISHED, None)
    assert kept.review_on == clock.today() + timedelta(days=180)
    assert (gone.state, gone.situation) == (State.ARCHIVED, done)
    assert (done.report["kept"], done.report["live"]) == (1, 2)


def test_a_chosen_fiche_stays_alone() -> None:
    made = situations.situation()
    kept, gone = published(made), published(made)
    closed(made, contribution_ids=frozenset({kept.pk}))
    assert Contribution.objects.get(pk=kept.pk).situation is None
    assert Contribution.objects.get(pk=gone.pk).state == State.ARCHIVED


def test_what_stays_is_seen_again_by_the_jobs_and_lives_on() -> None:
    made = situations.situation()
    kept = published(made)
    jobs.work(500)
    closed(made, contribution_ids=frozenset({kept.pk}))
    assert kept.transitions.last().deliveries.exists()  # type: ignore[union-attr]
    jobs.work(500)
    kept.refresh_from_db()
    by = rules.By(user=accounts.coordinator(kept.territory))
    assert lifecycle.verify(contribution=kept, by=by).state == State.PUBLISHED


def test_an_exercise_hands_nothing_over_and_leaves_no_archive() -> None:
    made = situations.exercise()
    row = published(made)
    done = closed(made, contribution_ids=frozenset({row.pk}), theme_ids=frozenset({row.theme_id}))
    row.refresh_from_db()
    assert (row.state, row.situation) == (State.ARCHIVED, done)
    assert ArchiveRow.objects.count() == 0
    assert done.report["kept"] == 0


def test_personal_details_end_ninety_days_after() -> None:
    made = situations.situation()
    gone, kept = published(made), published(made)
    closed(made, contribution_ids=frozenset({kept.pk}))
    assert gone.contacts.get().keep_until == clock.today() + timedelta(days=90)
    assert kept.contacts.get().keep_until > clock.today() + timedelta(days=300)


def test_a_closed_situation_is_frozen() -> None:
    made = situations.situation()
    row = published(made)
    done = closed(made)
    by = rules.By(user=accounts.coordinator(made.territory))
    with pytest.raises(rules.NotPossible):
        lifecycle.restore(contribution=row, by=by)
    with pytest.raises(rules.NotPossible):
        contributions.proposed(situation=done)


def test_closing_twice_changes_nothing() -> None:
    made = situations.situation()
    published(made)
    first = closed(made)
    again = closed(made, theme_ids=frozenset({1}))
    assert (again.closed_at, again.closed_by_id, again.report) == (first.closed_at, first.closed_by_id, first.report)
    assert actions.finish(situation=first) == 0
    assert ArchiveRow.objects.count() == 1


def test_what_a_stop_interrupts_the_worker_finishes() -> None:
    made = situations.situation()
    rows = [published(made) for _ in range(3)]
    by = accounts.coordinator(made.territory)
    done = actions.close_situation(situation=made, by=by, hand_over=HandOver(contribution_ids=frozenset({rows[2].pk})))
    assert actions.finish(situation=done, limit=1) == 1
    assert queries.remaining(done) == 2
    assert Situation.objects.get(pk=done.pk).settled_at is None
    assert actions.finish_all() == 2
    assert actions.finish_all() == 0
    assert Situation.objects.get(pk=done.pk).settled_at is not None
    assert Contribution.objects.get(pk=rows[2].pk).situation is None
    assert ArchiveRow.objects.count() == 3


def test_a_fiche_that_another_worker_dealt_with_is_left_alone() -> None:
    made = situations.situation()
    row = published(made)
    done = closed(made)
    assert actions.leave(done, row.pk, stays=True) is False


def test_referents_and_strangers_cannot_close() -> None:
    made = situations.situation()
    published(made)
    for somebody in (accounts.stranger(), accounts.referent(made.territory)):
        with pytest.raises(PermissionDenied):
            actions.close_situation(situation=made, by=somebody)
    assert not Situation.objects.get(pk=made.pk).is_closed
    assert actions.finish(situation=made) == 0


def test_an_open_situation_is_not_finished_by_the_worker() -> None:
    published(situations.situation())
    assert actions.finish_all() == 0


def test_the_preview_says_what_will_happen_and_writes_nothing(signed_in: SignedIn) -> None:
    made = situations.situation()
    kept, _gone = published(made), published(made, theme="soins")
    contributions.proposed(made.territory, situation=made)
    client = signed_in(accounts.coordinator(made.territory))
    answer = client.post(page(made, "situation_close"), {"step": "preview", "fiches": [kept.pk, 0, "x"]})
    assert answer.context["preview"] == queries.Preview(kept=1, archived=2, published=2)
    assert not Situation.objects.get(pk=made.pk).is_closed
    again = client.post(page(made, "situation_close"), {"step": "choose", "fiches": [kept.pk]})
    assert f'value="{kept.pk}" checked' in again.content.decode()


def test_the_whole_closing_by_the_pages(signed_in: SignedIn) -> None:
    made = situations.situation()
    kept, gone = published(made), published(made, theme="soins")
    client = signed_in(accounts.coordinator(made.territory))
    assert client.get(page(made, "situation_close")).status_code == 200
    answer = client.post(page(made, "situation_close"), {"step": "close", "fiches": [kept.pk]}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(page(made), 302)]
    assert "Closed and archived" in text
    assert "archive.csv" in text
    for name in ("situation", "situation_close"):
        assert client.get(page(made, name)).headers["Location"] == page(made)
    assert Contribution.objects.get(pk=gone.pk).state == State.ARCHIVED


def test_the_list_of_what_closing_decides_takes_a_constant_number_of_queries() -> None:
    made = situations.situation()
    published(made)
    with CaptureQueriesContext(connection) as few:
        queries.lots(made)
    for _ in range(4):
        published(made)
    with CaptureQueriesContext(connection) as many:
        found = queries.lots(made)
    assert len(many) == len(few) == 3
    assert [(lot.published, lot.waiting, len(lot.rows)) for lot in found] == [(5, 0, 5)]


def test_the_archive_leaves_in_three_formats_for_ever(signed_in: SignedIn) -> None:
    made = situations.situation()
    row = published(made, lat=45.73, lon=4.91, title="=Soupe")
    other = published(made)
    closed(made)
    client = signed_in()
    rows = list(csv.DictReader(StringIO(b"".join(client.get(page(made, "situation_archive", "csv"))).decode())))
    assert [one["reference"] for one in rows] == [row.reference, other.reference]
    assert rows[0]["title"] == "'=Soupe"
    geojson = json.loads(b"".join(client.get(page(made, "situation_archive", "geojson"))))
    assert [feature["geometry"] for feature in geojson["features"]] == [
        {"type": "Point", "coordinates": [4.91, 45.73]},
        None,
    ]
    plain = json.loads(b"".join(client.get(page(made, "situation_archive", "json"))))
    assert [item["id"] for item in plain["items"]] == [str(row.uid), str(other.uid)]
    assert client.get(page(made, "situation_archive", "xls")).status_code == 404


def test_the_archive_holds_no_personal_detail(signed_in: SignedIn) -> None:
    made = situations.situation()
    published(made)
    closed(made)
    for extension in ("csv", "geojson", "json"):
        body = b"".join(signed_in().get(page(made, "situation_archive", extension)))
        assert CONTACT.email.encode() not in body


def test_what_an_author_takes_back_leaves_the_archive(signed_in: SignedIn) -> None:
    made = situations.situation()
    proposal = contributions.proposed(made.territory, situation=made)
    kept = published(made)
    author = rules.By(secret=proposal.secret)
    contributions.walk(proposal.contribution, State.PUBLISHED, author)
    closed(made)
    lifecycle.erase(contribution=proposal.contribution, by=author)
    plain = json.loads(b"".join(signed_in().get(page(made, "situation_archive", "json"))))
    assert [item["reference"] for item in plain["items"]] == [kept.reference]


def test_no_archive_leaves_an_open_situation_or_an_exercise(signed_in: SignedIn) -> None:
    open_one, exercise = situations.situation(), situations.exercise()
    published(exercise)
    closed(exercise)
    for situation in (open_one, exercise):
        assert signed_in().get(page(situation, "situation_archive", "csv")).status_code == 404
    text = signed_in().get(page(exercise)).content.decode()
    assert "archive.csv" not in text
    assert 'class="ribbon"' in text


def test_the_report_keeps_the_figures_of_that_day(signed_in: SignedIn) -> None:
    made = situations.situation()
    for _ in range(2):
        published(made)
    contributions.contribution(State.REJECTED, territory=made.territory, situation=made)
    report = closed(made).report
    assert {name: report[name] for name in ("proposed", "published", "rejected", "communes", "decided")} == {
        "proposed": 3,
        "published": 2,
        "rejected": 1,
        "communes": 1,
        "decided": 3,
    }
    assert report["ninth"] is None
    assert report["themes"] == [["manger", 2]]


def test_progress_is_shown_while_the_worker_goes_on(signed_in: SignedIn) -> None:
    made = situations.situation()
    for _ in range(2):
        published(made)
    done = actions.close_situation(situation=made, by=accounts.coordinator(made.territory))
    actions.finish(situation=done, limit=1)
    assert "1 of 2 fiches are done" in signed_in().get(page(made)).content.decode()
