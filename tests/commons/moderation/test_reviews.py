"""Keep it true: one letter per review, one click, and an archive after a silence."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from boucle.commons.moderation import actions, jobs
from boucle.commons.moderation.actions.review import SALT, still_true_path
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Letter
from tests.factories import accounts, contributions

DETAILS = lifecycle.ContactDetails("Une voisine", "voisine@bron.example")


def published(*, review_in: int, contact: lifecycle.ContactDetails | None = DETAILS) -> Contribution:
    row = contributions.contribution(State.PUBLISHED, contact=contact)
    Contribution.objects.filter(pk=row.pk).update(review_on=clock.today() + timedelta(days=review_in))
    row.refresh_from_db()
    return row


def age_letters(days: int) -> None:
    Letter.objects.update(created_at=clock.now() - timedelta(days=days))


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize(("review_in", "letters"), [(8, 0), (7, 1), (0, 1), (-3, 1)])
def test_a_letter_leaves_once_in_the_week_before_the_review(db: None, review_in: int, letters: int) -> None:
    published(review_in=review_in)
    for _ in range(2):
        actions.ask_reviews()
    assert Letter.objects.filter(template="still_true").count() == letters


def test_the_next_review_gets_a_letter_of_its_own(db: None) -> None:
    row = published(review_in=3)
    actions.ask_reviews()
    actions.confirm(contribution=row)
    assert actions.ask_reviews() == 0
    Contribution.objects.update(review_on=clock.today() + timedelta(days=1))
    actions.ask_reviews()
    assert Letter.objects.filter(template="still_true").count() == 2


def test_one_click_on_the_link_of_the_letter_says_that_it_is_still_true(db: None) -> None:
    row = published(review_in=3)
    path = still_true_path(row)
    page = visitor().get(path)
    assert page.status_code == 200
    assert row.title in page.content.decode()
    row.refresh_from_db()
    assert row.review_on == clock.today() + timedelta(days=3)
    answer = visitor().post(path)
    assert "is up to date" in answer.content.decode()
    row.refresh_from_db()
    line = queries.last_transition(row)
    assert line is not None
    assert (line.verb, line.role, line.actor) == ("verify", "author", None)
    assert row.review_on == clock.today() + timedelta(days=180)


def test_silence_for_two_weeks_after_the_review_archives_it_visibly(db: None) -> None:
    row = published(review_in=3)
    actions.ask_reviews()
    Contribution.objects.update(review_on=clock.today() - timedelta(days=14))
    Letter.objects.update(dedupe=f"still-true:{row.uid}:{clock.today() - timedelta(days=14)}")
    age_letters(21)
    assert actions.archive_silent() == 1
    assert actions.archive_silent() == 0
    row.refresh_from_db()
    line = queries.last_transition(row)
    assert line is not None
    assert (row.state, line.role, line.reason) == (State.ARCHIVED, "system", Reason.OUTDATED)
    assert line.note != ""


def test_nobody_is_archived_who_was_not_asked_two_weeks_before(db: None) -> None:
    row = published(review_in=-40)
    assert actions.archive_silent() == 0
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert Letter.objects.filter(template="still_true").count() == 1
    age_letters(14)
    assert actions.archive_silent() == 1


def test_what_nobody_can_be_asked_about_is_archived_after_the_silence(db: None) -> None:
    published(review_in=-13, contact=None)
    assert actions.archive_silent() == 0
    Contribution.objects.update(review_on=clock.today() - timedelta(days=14))
    assert actions.archive_silent() == 1


def test_one_click_brings_back_what_silence_archived(db: None) -> None:
    row = published(review_in=-40, contact=None)
    actions.archive_silent()
    answer = visitor().post(still_true_path(row))
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_the_link_does_not_bring_back_what_a_referent_archived(db: None) -> None:
    row = published(review_in=3)
    coordinator = rules.By(user=accounts.coordinator(row.territory))
    lifecycle.archive(contribution=row, by=coordinator, reason=Reason.DANGEROUS)
    assert visitor().post(still_true_path(row)).status_code == 409
    row.refresh_from_db()
    assert row.state == State.ARCHIVED


def test_a_forged_or_broken_link_is_refused_in_a_sentence(db: None) -> None:
    row = published(review_in=3)
    path = still_true_path(row)
    for forged in (path[:-3] + "/", "/still-true/nonsense/", f"/still-true/{signing.dumps('x', salt=SALT)}/"):
        answer = visitor().get(forged)
        assert answer.status_code == 404
        assert "too old or incomplete" in answer.content.decode()


def test_the_link_is_of_one_fiche_only(db: None) -> None:
    row, other = published(review_in=3), published(review_in=3)
    by = rules.By(author_of=row.uid)
    assert rules.is_author(row, by)
    assert not rules.is_author(other, by)


def test_the_link_of_a_deleted_fiche_leads_nowhere(db: None) -> None:
    row = published(review_in=3)
    path = still_true_path(row)
    lifecycle.erase(contribution=row, by=rules.By(author_of=row.uid))
    assert visitor().get(path).status_code == 404
    assert visitor().post(path).status_code == 404


def test_a_frozen_situation_is_neither_asked_nor_archived(db: None) -> None:
    bron = contributions.commune()
    situation = contributions.situation(bron)
    contributions.contribution(State.PUBLISHED, territory=bron, situation=situation, contact=DETAILS)
    situation.closed_at, situation.closed_by = clock.now(), accounts.coordinator(bron)
    situation.save()
    Contribution.objects.update(review_on=clock.today() - timedelta(days=40))
    jobs.hourly()
    assert not Letter.objects.exists()
    assert Contribution.objects.get().state == State.PUBLISHED


def test_the_worker_does_it_every_hour() -> None:
    periodic = registry.PERIODIC["reviews"]
    assert (periodic.seconds, periodic.run) == (3600, jobs.hourly)
