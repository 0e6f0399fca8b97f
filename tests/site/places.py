"""Territories, situations and published fiches as the home of a territory shows them."""

from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations import queries
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions


def only(*names: str) -> Territory:
    """The métropole, the only territory that is open, with these communes."""
    metropole = contributions.metropole()
    for name in names:
        contributions.commune(name)
    Territory.objects.update(is_open=False)
    return opened(metropole)


def opened(territory: Territory) -> Territory:
    Territory.objects.filter(pk=territory.pk).update(is_open=True)
    territory.refresh_from_db()
    return territory


def crisis(territory: Territory, name: str = "Coupures d’électricité", nature: Nature = Nature.REAL) -> Situation:
    situations.load_themes()
    situations.load_templates()
    template = queries.template("coupures-electricite")
    return situations.activate(territory=territory, by=None, template=template, name=name, nature=nature)


def published(place: Territory, situation: Situation | None = None, **changes: object) -> Contribution:
    """A fiche that the search already knows."""
    decider = accounts.coordinator(place)
    row = contributions.contribution(State.PUBLISHED, decider=decider, territory=place, situation=situation, **changes)
    indexed()
    return row


def indexed() -> None:
    while jobs.work():
        pass
