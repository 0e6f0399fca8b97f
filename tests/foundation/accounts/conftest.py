"""A small country, the standing themes, and no attempt at signing in counted yet."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import territories


@pytest.fixture(autouse=True)
def no_attempt_yet() -> Iterator[None]:
    """Attempts are counted in files on SQLite; on PostgreSQL in a table that each test rolls back."""
    yield
    if settings.CACHES["default"]["BACKEND"].endswith("FileBasedCache"):
        cache.clear()


@pytest.fixture
def places(db: None) -> dict[str, Territory]:
    return territories.load()


@pytest.fixture
def bron(places: dict[str, Territory]) -> Territory:
    return places["69029"]


@pytest.fixture
def metropole(places: dict[str, Territory]) -> Territory:
    return places["200046977"]


@pytest.fixture
def themes(db: None) -> dict[str, Theme]:
    situations.load_themes()
    return {theme.slug: theme for theme in Theme.objects.all()}
