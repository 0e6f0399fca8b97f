"""The figures of the dashboard: counted, honest with few, blind to persons and to exercises."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.commons.moderation.queries import dashboard, delays
from boucle.commons.moderation.queries.dashboard import Why
from boucle.commons.moderation.queries.figures import Scope
from boucle.commons.search.models import EmptySearch, Visit
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, situations

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 19, 10, 0, tzinfo=UTC)
HOUR = 3600


def proposed(hours_ago: float, *, place: Territory | None = None, situation: Situation | None = None) -> Contribution:
    with clock.at(NOW - timedelta(hours=hours_ago)):
        return contributions.proposed(place, situation=situation).contribution


def decided(hours_ago: float, after: float, verb: str = "publish", **options: object) -> Contribution:
    """Proposed so long ago, decided `after` hours later."""
    row = proposed(hours_ago, **options)  # type: ignore[arg-type]
    by = rules.By(user=accounts.coordinator(row.territory))
    with clock.at(NOW - timedelta(hours=hours_ago - after)):
        if verb == "publish":
            return lifecycle.publish(contribution=row, by=by)
        if verb == "reject":
            return lifecycle.reject(contribution=row, by=by, reason=Reason.ADVERTISING)
        return lifecycle.return_to_author(contribution=row, by=by, question="À quelle heure ?")


def board(territory: Territory, situation: Situation | None = None) -> dashboard.Dashboard:
    with clock.at(NOW):
        return dashboard.dashboard(Scope(territory, situation))


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert delays.percentile([], 0.5) is None
    assert delays.percentile([7], 0.9) == 7
    assert delays.percentile([4, 1, 3, 2], 0.5) == 2
    assert delays.percentile(range(1, 11), 0.9) == 9


def test_nothing_gives_no_figure_instead_of_zero() -> None:
    shown = board(contributions.metropole())
    assert (shown.counts.proposed, shown.counts.waiting, shown.stuck_total) == (0, 0, 0)
    assert shown.delay == dashboard.Delay(None, 0, None, None)
    assert shown.oldest is None
    assert shown.by_theme == []


def test_one_decision_has_a_median_and_no_ninth_decile() -> None:
    row = decided(30, after=7)
    shown = board(row.territory)
    assert shown.delay == dashboard.Delay(None, 1, 7 * HOUR, None)
    assert [(one.theme, one.median) for one in shown.by_theme] == [(row.theme, 7 * HOUR)]


def test_ten_decisions_have_a_ninth_decile() -> None:
    for hours in range(1, 11):
        decided(40, after=hours)
    shown = board(contributions.commune())
    assert (shown.delay.decided, shown.delay.median, shown.delay.ninth) == (10, 5 * HOUR, 9 * HOUR)


def test_the_database_ranks_delays_as_percentiles_do() -> None:
    place = contributions.commune()
    scope, since = Scope(place), NOW - timedelta(days=7)
    for hours in (0, 5, 3, 3, 9, 1, 40, 2, 3, 8, 12, 7):
        with clock.at(NOW):
            assert dashboard.whole_delay(scope, since) == dashboard.delay(None, delays.decisions(scope))
        decided(41, after=hours)


def test_only_the_first_decision_counts() -> None:
    row = decided(30, after=2, verb="return")
    author = rules.By(user=accounts.coordinator(row.territory))
    with clock.at(NOW - timedelta(hours=10)):
        lifecycle.revise(contribution=row, content={"text": "À midi."}, by=author)
    with clock.at(NOW - timedelta(hours=1)):
        lifecycle.publish(contribution=row, by=author)
    assert board(row.territory).delay == dashboard.Delay(None, 1, 2 * HOUR, None)


def test_the_week_before_is_counted_apart() -> None:
    decided(30, after=5)
    decided(24 * 9, after=11)
    decided(24 * 20, after=3)
    shown = board(contributions.commune())
    assert (shown.delay.median, shown.before.median) == (5 * HOUR, 11 * HOUR)


def test_seven_days_are_counted_by_what_became_of_them() -> None:
    decided(30, after=1)
    decided(31, after=1, verb="reject")
    proposed(20)
    decided(24 * 8, after=1)
    shown = board(contributions.commune()).counts
    assert (shown.proposed, shown.published, shown.rejected, shown.undecided) == (3, 1, 1, 1)
    assert (shown.waiting, shown.to_decide) == (1, 1)


def test_the_flow_is_drawn_back_from_what_waits() -> None:
    decided(24 * 3, after=24)
    proposed(24 * 2)
    proposed(2)
    days = {one.day.day: (one.proposed, one.published, one.rest) for one in board(contributions.commune()).flow}
    assert (days[16], days[17], days[18], days[19]) == ((1, 0, 1), (1, 1, 1), (0, 0, 1), (1, 0, 2))
    assert len(days) == 11


def test_a_commune_without_any_fiche_is_silent() -> None:
    outer, talkative, mute = contributions.metropole(), contributions.commune("Bron"), contributions.commune("Oullins")
    decided(26, after=1, place=talkative)
    proposed(1, place=talkative)
    found = {one.name: one for one in board(outer).communes}
    assert found[mute.name].is_silent
    assert (found[talkative.name].total, found[talkative.name].public) == (2, 1)
    assert found[talkative.name].by_day[-2:] == (1, 1)
    assert [one.name for one in board(outer).silent] == [mute.name]


def test_coverage_counts_published_fiches_under_the_root_of_their_theme() -> None:
    with clock.at(NOW - timedelta(hours=3)):
        row = contributions.contribution(State.PUBLISHED, theme=contributions.theme("repas-chauds").slug)
    proposed(1)
    shown = board(row.territory)
    assert shown.coverage == {(row.territory_id, contributions.theme("manger").pk): 1}


def test_what_is_stuck_says_why() -> None:
    place = contributions.commune()
    nobody = proposed(1, place=place)
    accounts.referent(place, contributions.theme())
    accounts.coordinator(place)
    late = proposed(60, place=place)
    climbed = proposed(59, place=place)
    with clock.at(NOW - timedelta(hours=5)):
        lifecycle.climb(climbed)
        climbed.save()
    returned = decided(58, after=1, verb="return", place=place)
    proposed(3, place=place)
    found = {one.contribution.pk: one.why for one in board(place).stuck}
    assert found == {
        nobody.pk: Why.NOBODY,
        late.pk: Why.LATE,
        climbed.pk: Why.CLIMBED,
        returned.pk: Why.RETURNED,
    }
    assert board(place).stuck_total == 4
    assert board(place).counts.late == 3
    assert board(place).oldest == NOW - timedelta(hours=60)


def test_a_claimed_fiche_says_that_somebody_is_on_it() -> None:
    place = contributions.commune()
    referent = accounts.referent(place, contributions.theme())
    row = proposed(60, place=place)
    with clock.at(NOW - timedelta(minutes=5)):
        lifecycle.hold(contribution=row, user=referent)
    assert [one.why for one in board(place).stuck] == [Why.HELD]


def test_an_absent_referent_is_an_explanation() -> None:
    place = contributions.commune()
    until = (NOW + timedelta(days=6)).date()
    accounts.referent(place, contributions.theme(), absent_until=until)
    proposed(60, place=place)
    assert [one.absent_until for one in board(place).stuck] == [until]


def test_an_exercise_is_counted_only_in_its_own_dashboard() -> None:
    place = contributions.commune()
    exercise = situations.exercise(place)
    proposed(1, place=place, situation=exercise)
    assert board(place).counts.proposed == 0
    assert board(place).communes[0].is_silent
    assert board(place, exercise).counts.proposed == 1


def test_a_neighbour_is_not_counted() -> None:
    neighbour = contributions.commune("Oullins")
    proposed(1, place=neighbour)
    assert board(contributions.commune("Bron")).counts.proposed == 0
    assert board(contributions.metropole()).counts.proposed == 1


def test_searches_that_found_nothing_show_when_they_are_frequent() -> None:
    place = contributions.commune()
    today = NOW.date()
    EmptySearch.objects.create(territory=place, words="groupe électrogène", day=today, count=2)
    EmptySearch.objects.create(territory=place, words="groupe électrogène", day=today - timedelta(days=1), count=2)
    EmptySearch.objects.create(territory=place, words="dialyse", day=today, count=1)
    EmptySearch.objects.create(territory=place, words="vieux", day=today - timedelta(days=30), count=9)
    found = board(place).searches
    assert [(one.words, one.times, one.places, one.share) for one in found] == [("groupe électrogène", 4, 1, 1.0)]


def test_visits_are_counted_by_day() -> None:
    place = contributions.commune()
    Visit.objects.create(territory=place, day=NOW.date(), count=40)
    found = board(place).visits
    assert (len(found), found[-1].pages, found[0].pages) == (14, 40, 0)


def test_the_number_of_queries_does_not_grow() -> None:
    place = contributions.commune()
    accounts.coordinator(place)
    proposed(60, place=place)
    with CaptureQueriesContext(
        connection,
    ) as few:
        board(place)
    for hours in range(1, 30):
        proposed(60 + hours, place=place)
        decided(50 + hours, after=2, place=place)
    with CaptureQueriesContext(connection) as many:
        board(place)
    assert len(many) == len(few) <= 16
