"""What every test of initiatives starts from: nothing counted against the network, French compiled."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from config import translations


@pytest.fixture(scope="session", autouse=True)
def french() -> None:
    translations.compile_all()


@pytest.fixture(autouse=True)
def calm_network() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
