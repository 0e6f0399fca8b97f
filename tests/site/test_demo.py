"""The demo's story: whole, everywhere, once."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from boucle.before.plans.actions.demo import beginning
from boucle.before.plans.models import Plan
from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from boucle.site.actions import demo, winter
from tests.factories import demo as story


class Interrupted(Exception):
    """Somebody pressed Ctrl+C."""


def interrupt(sentence: str) -> None:
    raise Interrupted


def test_the_story_has_at_least_one_hundred_and_fifty_fiches_none_of_them_twice() -> None:
    titles = [row["title"] for row in demo.read_fiches()]
    assert len(titles) >= 150
    assert [title for title, count in Counter(titles).items() if count > 1] == []


def test_a_part_of_the_story_is_spread_over_all_of_it() -> None:
    rows = list(demo.read_fiches())
    assert demo.spread(rows, None) == rows
    assert demo.spread(rows, 2) == [rows[0], rows[len(rows) // 2]]
    assert demo.spread(rows, 10_000) == rows


def test_the_whole_story_speaks_of_every_theme(db: None) -> None:
    situations.load_themes()
    leaves = Theme.objects.filter(children__isnull=True)
    assert {row["theme"] for row in demo.read_fiches()} == set(leaves.values_list("slug", flat=True))


def test_the_story_is_told_whole_or_not_at_all_and_once(db: None) -> None:
    story.lists()
    with pytest.raises(Interrupted):
        demo.tell(say=interrupt)
    assert not demo.is_told()
    assert not Situation.objects.exists()
    situation = demo.tell(limit=3)
    assert demo.is_told()
    assert demo.tell(limit=3) == situation
    assert (Contribution.objects.count(), Scope.objects.count()) == (3, len(demo.MEMBERS))


def test_the_winter_is_told_whole_or_not_at_all(db: None) -> None:
    def break_off(sentence: str) -> None:
        if sentence != beginning.name():
            raise Interrupted

    story.winter_lists()
    with pytest.raises(Interrupted):
        winter.tell(say=break_off)
    assert (Plan.objects.count(), User.objects.count()) == (0, 0)


def test_the_story_shows_every_state_and_root_theme_and_stays_in_the_basin(db: None) -> None:
    situation = story.told()
    fiches = Contribution.objects.select_related("theme", "territory")
    assert {fiche.state for fiche in fiches} == set(State)
    assert {fiche.theme.parent_id for fiche in fiches if fiche.theme} == roots()
    assert {fiche.situation_id for fiche in fiches} == {situation.pk}
    assert [fiche.title for fiche in fiches if not in_basin(fiche, situation.territory)] == []


def roots() -> set[int]:
    return set(Theme.objects.filter(parent__isnull=True).values_list("pk", flat=True))


def in_basin(fiche: Contribution, basin: Territory) -> bool:
    if not territories.is_within(fiche.territory_id, basin.pk):
        return False
    return fiche.lat is None or fiche.lon is None or territories.contains(fiche.territory, fiche.lat, fiche.lon)


def test_the_story_has_three_referents_and_one_coordinator(db: None) -> None:
    story.told(1)
    assert Counter(Scope.objects.values_list("post", flat=True)) == {Post.REFERENT: 3, Post.COORDINATOR: 1}


def test_the_demo_refuses_a_database_that_is_not_its_own_in_one_line(db: None) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("demo", only_make=True)
    assert "BOUCLE_DEMO=1" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not Territory.objects.exists()
