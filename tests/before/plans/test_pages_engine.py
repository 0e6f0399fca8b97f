"""Numbers of a tree, public versions of a history, the middle of what people say."""

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as some

from boucle.before.plans.engine import placements, plane, revisions, tree
from boucle.before.plans.engine.revisions import Published, Step
from boucle.before.plans.engine.tree import Row
from boucle.foundation.figures.engine import figure


def numbers(*rows: Row) -> list[tuple[int, str]]:
    return [(place.id, place.number) for place in tree.places(rows)]


def test_numbers_follow_places_not_the_order_of_writing() -> None:
    rows = [Row(5, 2, 1), Row(1, None, 2), Row(2, None, 1), Row(4, 2, 2), Row(9, 5, 1)]
    assert numbers(*rows) == [(2, "1"), (5, "1.1"), (9, "1.1.1"), (4, "1.2"), (1, "2")]


def test_two_sisters_at_the_same_place_stand_in_the_order_in_which_they_were_made() -> None:
    assert numbers(Row(7, None, 1), Row(3, None, 1)) == [(3, "1"), (7, "2")]


def test_what_stands_below_a_section_that_left_moves_to_the_top() -> None:
    assert numbers(Row(1, None, 1), Row(2, 99, 1)) == [(1, "1"), (2, "2")]


def test_a_circle_ends_and_nothing_is_lost() -> None:
    assert numbers(Row(1, None, 1), Row(2, 3, 1), Row(3, 2, 1)) == [(1, "1"), (2, "2"), (3, "3")]


@given(some.lists(some.tuples(some.integers(0, 12), some.integers(0, 12), some.integers(0, 5)), max_size=12))
def test_every_section_has_one_number_of_its_own(drawn: list[tuple[int, int, int]]) -> None:
    rows = {id_: Row(id_, parent or None, position) for id_, parent, position in drawn}
    found = tree.places(rows.values())
    assert sorted(place.id for place in found) == sorted(rows)
    assert len({place.number for place in found}) == len(rows)


def steps(*verbs: str) -> list[Step]:
    return [Step(number, verb, f"{verb} {number}") for number, verb in enumerate(verbs, start=1)]


def test_only_what_was_published_is_a_public_version() -> None:
    found = revisions.published(steps("propose", "revise", "publish", "revise", "reject", "revise", "publish"))
    assert found == [Published(2, 3, "publish 3"), Published(4, 7, "publish 7")]


def test_why_is_what_was_said_when_it_was_written_if_nothing_was_said_when_it_was_published() -> None:
    found = revisions.published([Step(1, "propose", ""), Step(2, "publish", ""), Step(3, "revise", "Un exercice.")])
    assert found == [Published(1, 2, "")]
    told = [Step(1, "propose", ""), Step(2, "revise", "Un exercice."), Step(3, "verify", "x"), Step(4, "publish", "")]
    assert revisions.published(told) == [Published(2, 4, "Un exercice.")]


def test_four_people_have_no_summary_and_five_have_one() -> None:
    points = [(-80, 10), (-60, 20), (-40, 30), (-20, 40), (0, 50)]
    assert placements.summary(points[:4], 5) is None
    found = placements.summary(points, 5)
    assert found is not None
    assert (found.people, found.x, found.y.width) == (5, placements.Spread(-40, -60, -20), 20)


def test_one_person_alone_is_their_own_middle() -> None:
    assert placements.spread([7]) == placements.Spread(7, 7, 7)


def test_the_map_has_a_mark_for_each_person_a_frame_and_the_names_of_the_axes() -> None:
    found = placements.summary([(-100, -100), (100, 100), (0, 0)], 3)
    assert found is not None
    cloud = plane.cloud("Par la norme", "3 personnes", [(-100, -100), (100, 100), (0, 0)], found.x, found.y)
    drawn = figure.svg("carte", plane.Plane([cloud], ("haut", "bas", "ligne", "boucle")), "titre", "description")
    assert drawn.count("M44 336") == 1  # at the foot, on the left
    assert [word in drawn for word in ("← haut", "bas →", "↓ ligne", "↑ boucle", "stroke-dasharray")] == [True] * 5


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_four_ways_have_the_same_rows_in_both_languages(language: str) -> None:
    text = resources.files("boucle.before.plans").joinpath("data/models.json").read_text(encoding="utf-8")
    models = json.loads(text)["models"]
    assert [each["code"] for each in models] == ["norms", "outreach", "strategic", "lab"]
    for each in models:
        told = each[language]
        assert all(told[row] for row in ("stakes", "actors", "principles", "dynamics", "pluses", "minuses"))
        assert len(told["steps"]) == 4
        assert {row: len(each["fr"][row]) for row in each["fr"]} | {"name": 0, "summary": 0} == {
            row: len(each["en"][row]) for row in each["en"]
        } | {"name": 0, "summary": 0}
