"""The loop in one query: what arrived where, how long it took, where it stopped; and its picture."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from boucle.after.lessons import actions
from boucle.after.lessons.engine import levels
from boucle.after.lessons.engine.medians import median
from boucle.after.lessons.engine.ring import Ring, Station
from boucle.after.lessons.enums import Speaker, Stage
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import loop
from boucle.foundation.core import clock
from boucle.foundation.figures.engine import figure
from boucle.foundation.tasks.models import Task
from tests.factories import accounts, contributions, lessons


def test_what_arrives_waits_and_stops_is_counted_in_one_query(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = contributions.commune()
    for speaker in (Speaker.RESIDENT, Speaker.RESIDENT, Speaker.FIELD):
        lessons.published(place, speaker=speaker)
    for at in (Stage.ANALYSED, Stage.DECIDED, Stage.UNDER_WAY, Stage.DONE, Stage.VERIFIED, Stage.REFUSED):
        lessons.lesson(at, place)
    lessons.lesson(Stage.ANALYSED, place, is_public=False)
    lessons.lesson(Stage.ANALYSED, contributions.commune("Oullins"))
    with django_assert_num_queries(1):
        found = loop.read(place)
    assert found.arrived == (3, 6, 5, 3, 2, 1)
    assert (found.undecided, found.stage(Stage.DECIDED), found.stage(Stage.REFUSED)) == (1, 1, 1)
    assert (found.residents, found.voices, found.unread) == (2, 3, 3)
    assert (found.delays, found.whole) == ((0, 0, 0, 0, 0), 0)


def test_a_territory_sees_what_goes_round_in_everything_inside_it(db: None) -> None:
    inside = contributions.commune()
    lessons.lesson(Stage.ANALYSED, inside)
    assert loop.read(contributions.metropole()).lessons == 1
    assert loop.read(contributions.commune("Oullins")).lessons == 0


def test_delays_are_medians_of_whole_days(db: None) -> None:
    place, today = contributions.commune(), clock.today()
    for days in (10, 20, 90):
        row = lessons.lesson(Stage.DECIDED, place)
        Lesson.objects.filter(pk=row.pk).update(observed_on=today - timedelta(days=days), analysed_on=today)
    found = loop.read(place)
    assert found.delays[0] == 20
    assert found.slowest == 0
    assert found.whole is None


def test_actions_late_and_in_somebody_s_hands_are_counted(db: None) -> None:
    place = contributions.commune()
    row = lessons.lesson(Stage.UNDER_WAY, place)
    lessons.act(row, owner=lessons.keeper(row))
    Task.objects.filter(owner=None).update(due_at=clock.now() - timedelta(days=1))
    found = loop.read(place)
    assert (found.tasks, found.owned, found.late) == (2, 1, 1)


def test_what_came_back_and_the_sections_touched_are_counted(db: None) -> None:
    place = contributions.commune()
    keeper = accounts.coordinator(place)
    section = lessons.changed_section(place, keeper)
    first = lessons.lesson(Stage.VERIFIED, place, section=section, user=keeper)
    second = lessons.lesson(Stage.ANALYSED, place)
    actions.learn_from(lesson=second, user=lessons.keeper(second), source=first.contribution)
    found = loop.read(place)
    assert (found.recurring, found.touched, found.sections) == (1, 1, 1)


@given(st.lists(st.integers(0, 400), min_size=1))
def test_a_median_of_a_histogram_is_the_median_of_its_values(values: list[int]) -> None:
    counts = {value: values.count(value) for value in values}
    ordered = sorted(values)
    middle = len(ordered) // 2
    plain = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    assert median(counts) == plain


def test_nothing_has_no_median() -> None:
    assert median({}) is None


def test_the_level_of_a_debrief_rises_with_novelty_and_severity() -> None:
    assert [levels.level(new, grave) for new, grave in ((1, 1), (1, 3), (2, 2), (3, 3))] == [1, 2, 2, 3]
    assert [levels.level(*pair) for pair in ((0, 3), (3, 0), (4, 1))] == [0, 0, 0]
    for row in levels.GRID:
        assert list(row) == sorted(row)


def test_the_ring_names_each_station_and_draws_what_is_stuck_apart() -> None:
    stations = [Station(f"S{number}", 10 - number, f"{number} j", number == 2) for number in range(6)]
    svg = figure.svg("a", Ring(stations, "4 sur 9", "ont fait le tour", "3 sans action"), "La boucle", "Six stations")
    assert [f">S{number}<" in svg for number in range(6)] == [True] * 6
    assert svg.count('class="f-clay"') == 1
    assert "▲ 3 sans action" in svg
    assert 'viewBox="-22 6 506 350"' in svg


def test_an_empty_ring_draws_no_band() -> None:
    svg = figure.svg("a", Ring([Station("S", 0)] * 6, "0", ""), "La boucle", "Rien")
    assert "f-tint" not in svg
