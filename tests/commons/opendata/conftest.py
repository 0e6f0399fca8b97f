"""Territories for files: a Limousin of three communes' worth of borders, a Niort, a situation with every theme."""

from pathlib import Path

import pytest

from boucle.foundation.situations import actions as situation_actions
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import actions as territory_actions
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture
def bron(db: None) -> Territory:
    situation_actions.load_themes()
    return territory_actions.open_territory(territory=contributions.commune("Bron"))


@pytest.fixture
def situation(bron: Territory) -> Situation:
    return contributions.situation(bron)
