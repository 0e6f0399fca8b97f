"""Routing by subsidiarity: the closest who are there, then one level up, then the coordinators."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from boucle.foundation.accounts import actions, queries, rules
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.queries import Asked
from boucle.foundation.core import clock
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

Places = dict[str, Territory]
Themes = dict[str, Theme]


def test_the_chain_goes_from_the_closest_to_the_coordinators(
    places: Places, themes: Themes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bron, metropole, rhone = places["69029"], places["200046977"], places["FR-69"]
    leaf, top = themes["repas-chauds"], themes["manger"]
    accounts.coordinator(metropole)
    accounts.coordinator(bron)
    for place, theme in [(rhone, None), (metropole, leaf), (metropole, None), (bron, None), (bron, top), (bron, leaf)]:
        accounts.referent(place, theme)
    with django_assert_num_queries(2):
        chain = queries.chain(bron.pk, leaf.pk)
    assert chain == [
        Asked(bron.pk, leaf.pk),
        Asked(bron.pk, top.pk),
        Asked(bron.pk, None),
        Asked(metropole.pk, leaf.pk),
        Asked(metropole.pk, None),
        Asked(rhone.pk, None),
    ]
    assert queries.chain(bron.pk, None) == [
        Asked(bron.pk, None),
        Asked(metropole.pk, None),
        Asked(rhone.pk, None),
    ]


def test_coordinators_come_after_every_referent(places: Places, themes: Themes) -> None:
    bron, metropole, eau = places["69029"], places["200046977"], themes["eau"]
    accounts.coordinator(bron)
    accounts.coordinator(metropole)
    accounts.referent(metropole, eau)
    assert queries.chain(bron.pk, eau.pk) == [
        Asked(metropole.pk, eau.pk),
        Asked(bron.pk, None),
        Asked(metropole.pk, None),
    ]


def test_whoever_is_away_inactive_or_without_the_right_is_not_asked(bron: Territory, themes: Themes) -> None:
    today = clock.today()
    accounts.referent(bron, themes["eau"], absent_until=today)
    accounts.referent(bron, themes["eau"], rights=frozenset({Right.SEE}))
    actions.erase(user=accounts.referent(bron, themes["eau"]))
    assert queries.chain(bron.pk, themes["eau"].pk) == []
    assert queries.chain(bron.pk, themes["eau"].pk, on=today + timedelta(days=1)) == [Asked(bron.pk, themes["eau"].pk)]


def test_a_basin_comes_before_the_intercommunality(places: Places) -> None:
    from boucle.foundation.territories import actions as territories

    bron, metropole = places["69029"], places["200046977"]
    basin = territories.make_basin(name="Bassin du Rhône", communes=[bron, places["69266"]])
    accounts.referent(metropole)
    accounts.referent(basin)
    assert queries.chain(bron.pk, None) == [Asked(basin.pk, None), Asked(metropole.pk, None)]


def test_deputies_are_asked_when_nobody_else_is_there(bron: Territory, themes: Themes) -> None:
    eau = themes["eau"]
    deputy = accounts.referent(bron, eau, is_deputy=True, name="Deputy")
    holder = accounts.referent(bron, eau, name="Holder")
    assert queries.holders(bron.pk, eau.pk) == [holder]
    actions.set_absence(user=holder, until=clock.today())
    assert queries.holders(bron.pk, eau.pk) == [deputy]
    assert queries.chain(bron.pk, eau.pk) == [Asked(bron.pk, eau.pk)]


def test_holders_are_those_of_exactly_that_scope(bron: Territory, metropole: Territory, themes: Themes) -> None:
    accounts.coordinator(metropole)
    general = accounts.referent(bron)
    both = accounts.coordinator(bron)
    actions.give(user=both, offer=rules.Offer(bron))
    assert {user.pk for user in queries.holders(bron.pk, None)} == {general.pk, both.pk}
    assert queries.holders(bron.pk, themes["eau"].pk) == []
    assert queries.holders(bron.pk, None, right=Right.EXPORT) == [both]
