"""What every test of the directory starts from: nothing counted against the network, French compiled."""

import pytest
from django.core.cache import cache

from config import translations


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    translations.compile_all()


@pytest.fixture(autouse=True)
def calm_network(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()
