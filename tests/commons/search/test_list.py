"""Lists: which rows, in which order, page after page."""

import pytest

from boucle.commons.search import queries
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from tests.factories import contributions

pytestmark = pytest.mark.django_db


def ask(territory, **typed):
    asked, _ = queries.parse({name: str(value) for name, value in typed.items()}, territory)
    return asked


def titles(territory, **typed):
    return [row.title for row in queries.page(ask(territory, **typed)).rows]


def published(**options):
    row = contributions.contribution(State.PUBLISHED, **options)
    jobs.work(1000)
    return row


def test_a_published_fiche_is_listed_wherever_its_commune_lies():
    row = published(title="Soupe de la gare", lat=45.733, lon=4.913)
    for place in (contributions.commune(), contributions.metropole()):
        [shown] = queries.page(ask(place)).rows
        assert (shown.reference, shown.title, shown.territory) == (row.reference, "Soupe de la gare", "Bron")
        assert shown.contribution == row
    assert titles(contributions.commune("Oullins")) == []


def test_words_find_it_without_accents_in_the_plural_and_with_a_typo():
    published(title="Recharge de téléphones", text="Pendant les coupures d’électricité, six multiprises.")
    place = contributions.commune()
    for q in ("téléphone", "telephones", "recharger", "electricite", "coupure electricité", "telephnoe", "rech"):
        assert titles(place, q=q) == ["Recharge de téléphones"], q
    assert titles(place, q="piscine") == []


def test_a_withdrawn_fiche_leaves_at_once():
    made = contributions.proposed(title="Soupe")
    from tests.factories import accounts
    from boucle.foundation.lifecycle import rules

    row = lifecycle.publish(
        contribution=made.contribution, by=rules.By(user=accounts.coordinator(made.contribution.territory))
    )
    jobs.work(1000)
    assert titles(contributions.commune()) == ["Soupe"]
    lifecycle.withdraw(contribution=row, by=rules.By(secret=made.secret))
    assert titles(contributions.commune()) == []
    jobs.work(1000)
    assert queries.page(ask(contributions.commune())).total == 0
