"""Escalation: what nobody decided on climbs, and whoever is now asked is told once."""

from datetime import timedelta

import pytest

from boucle.commons.moderation import actions, jobs
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions


def overdue(row: Contribution) -> None:
    Contribution.objects.filter(pk=row.pk).update(due_at=clock.now() - timedelta(minutes=1))


def asked(row: Contribution) -> tuple[Territory | None, str | None, int]:
    row = Contribution.objects.select_related("asked_territory", "asked_theme").get(pk=row.pk)
    return row.asked_territory, row.asked_theme.slug if row.asked_theme else None, row.climbs


def told() -> list[User | None]:
    return [letter.user for letter in Letter.objects.select_related("user").order_by("id")]


def test_an_item_climbs_when_its_delay_has_passed_and_those_above_are_told(db: None) -> None:
    bron = contributions.commune()
    accounts.referent(bron, contributions.theme())
    above = accounts.referent(bron)
    row = contributions.contribution(territory=bron)
    assert actions.climb_overdue() == 0
    overdue(row)
    assert actions.climb_overdue() == 1
    assert asked(row) == (bron, None, 1)
    assert told() == [above]
    assert actions.climb_overdue() == 0


def test_at_the_top_it_stays_and_nobody_is_told_again(db: None) -> None:
    bron = contributions.commune()
    accounts.coordinator(bron)
    row = contributions.contribution(territory=bron)
    for climbs in (1, 2):
        overdue(row)
        actions.climb_overdue()
        assert asked(row) == (bron, None, climbs)
    assert told() == []


def test_a_claim_that_still_holds_is_waited_for(db: None) -> None:
    bron = contributions.commune()
    referent = accounts.referent(bron, contributions.theme())
    accounts.coordinator(bron)
    row = lifecycle.hold(contribution=contributions.contribution(territory=bron), user=referent)
    overdue(row)
    assert actions.climb_overdue() == 0
    Contribution.objects.update(held_until=clock.now() - timedelta(seconds=1))
    assert actions.climb_overdue() == 1
    row.refresh_from_db()
    assert row.held_by is None


def test_what_was_decided_does_not_climb(db: None) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    row = contributions.contribution()
    overdue(row)
    lifecycle.publish(contribution=row, by=rules.By(user=coordinator))
    assert actions.climb_overdue() == 0


def test_what_is_asked_of_people_who_left_finds_somebody_present(db: None) -> None:
    bron = contributions.commune()
    referent = accounts.referent(bron, contributions.theme())
    coordinator = accounts.coordinator(bron)
    row = contributions.contribution(territory=bron)
    assert actions.ask_the_present() == 0
    accounts.actions.set_absence(user=referent, until=clock.today() + timedelta(days=2))
    assert actions.ask_the_present() == 1
    assert asked(row) == (bron, None, 0)
    assert told() == [coordinator]
    assert actions.ask_the_present() == 0


def test_what_was_asked_of_nobody_finds_the_first_who_is_put_in_charge(db: None) -> None:
    row = contributions.contribution()
    assert actions.ask_the_present() == 0
    accounts.referent(row.territory, rights=frozenset({Right.SEE}))
    assert actions.ask_the_present() == 0
    accounts.referent(row.territory)
    assert actions.ask_the_present() == 1
    assert asked(row)[0] == row.territory


def test_the_worker_does_it_every_minute(db: None) -> None:
    periodic = registry.PERIODIC["escalation"]
    assert (periodic.seconds, periodic.run) == (60, jobs.tick)
    accounts.coordinator(contributions.commune())
    row = contributions.contribution()
    overdue(row)
    jobs.tick()
    assert asked(row)[2] == 1


@pytest.mark.parametrize("decision_hours", [2, 72])
def test_the_delay_that_is_waited_for_is_the_situations(db: None, decision_hours: int) -> None:
    bron = contributions.commune()
    accounts.coordinator(bron)
    situation = contributions.situation(bron, decision_hours=decision_hours)
    row = contributions.contribution(territory=bron, situation=situation)
    Contribution.objects.filter(pk=row.pk).update(due_at=clock.now() - timedelta(minutes=1))
    actions.climb_overdue()
    row.refresh_from_db()
    assert row.due_at is not None
    assert row.asked_at is not None
    assert row.due_at - row.asked_at == timedelta(hours=decision_hours)
