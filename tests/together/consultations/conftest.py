"""Sentences are compared with message ids: in English."""

import csv
from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def usual_cells() -> Iterator[None]:
    """The longest cell that Python reads by itself: the import of files raises it for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)
