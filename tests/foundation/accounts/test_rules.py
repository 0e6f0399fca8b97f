"""Four rights × where somebody stands, and the same answer for one place and for a list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.accounts import actions, queries, rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

Places = dict[str, Territory]
Themes = dict[str, Theme]

# code of the place asked about, slug of the theme, whether each holder has a right there
TABLE = [
    # a referent of "manger" in the métropole
    ("theme", "200046977", "manger", True),
    ("theme", "69029", "manger", True),  # a commune inside
    ("theme", "69029", "repas-chauds", True),  # a theme below
    ("theme", "69029", "eau", False),  # another theme
    ("theme", "69029", None, False),  # no theme at all: for those who have every theme
    ("theme", "FR-69", "manger", False),  # the place around
    ("theme", "01015", "manger", False),  # elsewhere
    # a referent of a theme below
    ("leaf", "69029", "repas-chauds", True),
    ("leaf", "69029", "manger", False),  # the theme above
    ("leaf", "69029", "courses-producteurs", False),  # its sister
    ("leaf", "69266", "repas-chauds", False),  # the commune beside
    # a referent of every theme in one commune
    ("commune", "69029", "eau", True),
    ("commune", "69029", None, True),
    ("commune", "69266", "eau", False),
    ("commune", "200046977", "eau", False),
    # the coordinator of the métropole
    ("coordinator", "200046977", None, True),
    ("coordinator", "69029", "repas-chauds", True),
    ("coordinator", "FR-69", None, False),
    ("stranger", "69029", "manger", False),
    ("stranger", "69029", None, False),
]


@pytest.fixture
def holder(places: Places, themes: Themes) -> Callable[[str, frozenset[Right]], User]:
    def make(who: str, rights: frozenset[Right]) -> User:
        metropole, bron = places["200046977"], places["69029"]
        if who == "coordinator":
            return accounts.coordinator(metropole, rights=rights)
        held = {
            "theme": (metropole, themes["manger"]),
            "leaf": (bron, themes["repas-chauds"]),
            "commune": (bron, None),
        }
        return accounts.referent(*held[who], rights=rights) if who in held else accounts.stranger()

    return make


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize(("who", "code", "slug", "expected"), TABLE)
def test_each_right_reaches_exactly_its_places_and_themes(
    who: str,
    code: str,
    slug: str | None,
    expected: bool,
    right: Right,
    holder: Callable[[str, frozenset[Right]], User],
    places: Places,
    themes: Themes,
) -> None:
    user = holder(who, frozenset({Right.SEE, right}))
    others = set(Right) - {Right.SEE, right}
    theme_id = themes[slug].pk if slug else None
    place = {"territory_id": places[code].pk, "theme_id": theme_id}
    assert rules.can(user, right, **place) is expected
    assert [rules.can(user, other, **place) for other in others] == [False] * len(others)
    assert is_covered(user, right, places[code], theme_id) is expected


def is_covered(user: User, right: Right, territory: Territory, theme_id: int | None) -> bool:
    """What a list says of a row at that place: a scope serves as the row."""
    somebody = accounts.stranger()
    post = Post.REFERENT
    row = Scope.objects.create(user=somebody, territory=territory, theme_id=theme_id, post=post, can_decide=False)
    return Scope.objects.filter(queries.covered(user, right), pk=row.pk).exists()


def test_a_check_is_one_query(
    places: Places, themes: Themes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = accounts.referent(places["200046977"], themes["manger"])
    with django_assert_num_queries(1):
        rules.can(user, Right.DECIDE, territory_id=places["69029"].pk, theme_id=themes["repas-chauds"].pk)
    with django_assert_num_queries(1):
        rules.can_coordinate(user, places["69029"].pk)


def test_a_list_is_three_queries_whatever_its_length(
    places: Places, themes: Themes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = accounts.referent(places["200046977"], themes["manger"])
    actions.give(user=user, offer=rules.Offer(places["01015"], themes["eau"]))
    with django_assert_num_queries(3):
        list(Scope.objects.filter(queries.covered(user, Right.SEE)))


@pytest.mark.parametrize("forged", [0, -1, 999_999_999, 2**70])
def test_forged_places_and_themes_are_refused(forged: int, bron: Territory, themes: Themes) -> None:
    user = accounts.coordinator(bron)
    eau = themes["eau"].pk
    assert not rules.can(user, Right.SEE, territory_id=forged, theme_id=eau)
    assert not rules.can(user, Right.SEE, territory_id=bron.pk, theme_id=forged)
    assert not rules.can_coordinate(user, forged)


def test_nobody_anonymous_or_inactive_can_anything(bron: Territory) -> None:
    user = accounts.coordinator(bron)
    user.is_active = False
    for somebody in (user, AnonymousUser()):
        assert not any(rules.can(somebody, right, territory_id=bron.pk, theme_id=None) for right in Right)
        assert not rules.can_coordinate(somebody, bron.pk)
        assert not Scope.objects.filter(queries.covered(somebody, Right.SEE)).exists()


def test_the_staff_that_installs_decides_nothing(bron: Territory) -> None:
    user = User.objects.create_superuser("install@bron.example", "soupe chaude")
    assert not any(rules.can(user, right, territory_id=bron.pk, theme_id=None) for right in Right)


def test_a_refusal_is_a_sentence(bron: Territory) -> None:
    stranger = accounts.stranger()
    with pytest.raises(PermissionDenied, match="demandez ce droit à la coordination"):
        rules.check(stranger, Right.DECIDE, territory_id=bron.pk, theme_id=None)
    with pytest.raises(PermissionDenied, match="réservée"):
        rules.check_coordinate(stranger, bron.pk)


def test_an_absent_member_keeps_their_rights(bron: Territory) -> None:
    user = accounts.referent(bron, absent_until=clock.today() + timedelta(days=3))
    assert rules.can(user, Right.DECIDE, territory_id=bron.pk, theme_id=None)


def test_territories_of_a_right(places: Places) -> None:
    user = accounts.coordinator(places["200046977"], rights=frozenset({Right.SEE}))
    assert queries.territories(user, Right.SEE).count() == 8
    assert queries.territories(user, Right.DECIDE).count() == 0
    assert set(queries.coordinated(user)) == set(queries.territories(user, Right.SEE, post=Post.COORDINATOR))
    assert queries.coordinated(accounts.stranger()).count() == 0
