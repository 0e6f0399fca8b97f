"""One row by a unique key: the same row as the ORM gives, for less."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.foundation.core import rows
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

pytestmark = pytest.mark.django_db


def test_a_row_is_read_whole_in_one_query() -> None:
    place = contributions.commune()
    made = contributions.proposed().contribution
    with CaptureQueriesContext(connection) as run:
        found = rows.by_key(Territory, "slug", place.slug)
        row = rows.by_key(Contribution, "reference", made.reference)
    assert (found, row, len(run)) == (place, made, 2)
    assert found is not None
    assert row is not None
    kept = Contribution.objects.get(pk=made.pk)
    names = [field.attname for field in Contribution._meta.concrete_fields]
    assert [getattr(row, name) for name in names] == [getattr(kept, name) for name in names]
    found.save()  # it knows that it is already there


@pytest.mark.parametrize("slug", ["", "nowhere", "' OR 1=1 --", "%s", "😀"])
def test_an_unknown_key_gives_none(slug: str) -> None:
    contributions.commune()
    assert rows.by_key(Territory, "slug", slug) is None
