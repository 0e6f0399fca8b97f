"""The two real files: every row accounted for; what was taken is in the list, the search and the exports."""

import csv
import io
import json

import pytest
from django.test import Client

from boucle.commons.opendata import actions, queries
from boucle.commons.opendata.enums import Outcome
from boucle.commons.opendata.models import ImportRun
from boucle.foundation.lifecycle import jobs
from boucle.foundation.situations import actions as situation_actions
from boucle.foundation.territories import actions as territory_actions
from boucle.foundation.territories import data
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from tests.commons.opendata.conftest import SHARED
from tests.factories import accounts

LIMOUSIN = SHARED / "initiatives-alternatiba-limousin" / "initiatives.csv"
NIORT = SHARED / "lieux-niort-osm" / "lieux.geojson"
NIORT_CODE = "79191"
pytestmark = pytest.mark.shared


@pytest.fixture
def limousin(db: None) -> Territory:
    situation_actions.load_themes()
    territory_actions.load(places=data.places(countries=["FR"], departments=["19", "23", "87"]))
    communes = Territory.objects.filter(level="commune")
    basin = territory_actions.make_basin(name="Limousin", communes=list(communes))
    return territory_actions.open_territory(territory=basin)


@pytest.fixture
def niort(db: None) -> Territory:
    situation_actions.load_themes()
    territory_actions.load(places=data.places(countries=["FR"], departments=["79"]))
    commune = territories.by_code(NIORT_CODE)
    assert commune is not None
    return territory_actions.open_territory(territory=commune)


@pytest.fixture
def niortais(niort: Territory) -> Territory:
    """Niort and the communes around it."""
    assert niort.parent is not None
    return territory_actions.open_territory(territory=niort.parent)


def publish(path: object, territory: Territory, **choices: object) -> ImportRun:
    with open(str(path), "rb") as file:  # noqa: PTH123  # a path of either type
        run = actions.read_file(
            file=file, name=str(path), territory=territory, situation=None, kind="initiative",
            user=accounts.coordinator(territory), choices=actions.Choices(publishes=True, **choices),  # type: ignore[arg-type]
        )  # fmt: skip
    actions.go(run=run)
    while actions.take_batch(run_id=run.pk, limit=200):
        pass
    while jobs.work(limit=500):
        pass
    return run


def exported(client: Client, territory: Territory, form: str) -> bytes:
    response = client.get(f"/t/{territory.slug}/list/?format={form}")
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)


def test_the_limousin_cards_are_all_accounted_for(limousin: Territory, client: Client) -> None:
    run = publish(LIMOUSIN, limousin, default_theme="liens")
    counts = queries.counts(run)
    assert sum(counts.values()) == run.total == 202
    assert counts["waiting"] == 0
    aside = [(row.number, row.title, row.sentence) for row in run.rows.filter(outcome=Outcome.ASIDE)]
    assert counts["taken"] >= 190, aside
    assert all(sentence for _, _, sentence in aside)
    taken = counts["taken"]
    features = json.loads(exported(client, limousin, "geojson"))["features"]
    table = list(csv.DictReader(io.StringIO(exported(client, limousin, "csv").decode())))
    assert (len(features), len(table)) == (taken, taken)
    assert [row["id"] for row in table] == [feature["id"] for feature in features]
    found = client.get(f"/t/{limousin.slug}/list/?format=json&q=couchotheque").json()
    assert [item["title"] for item in found["items"]][:1] == ["1,2,3...Parents"]


def test_the_places_of_niort_and_around_it_are_taken(niortais: Territory, client: Client) -> None:
    run = publish(NIORT, niortais)
    counts = queries.counts(run)
    assert sum(counts.values()) == run.total == 81
    assert counts["taken"] >= 75, "without borders, a point at the edge may be taken for its neighbour's"
    features = json.loads(exported(client, niortais, "geojson"))["features"]
    assert len(features) == counts["taken"]
    assert {feature["properties"]["licence"] for feature in features} == {"ODbL-1.0"}


def test_the_places_outside_the_commune_are_set_aside_with_their_reason(niort: Territory) -> None:
    run = publish(NIORT, niort)
    counts = queries.counts(run)
    assert sum(counts.values()) == run.total == 81
    aside = list(run.rows.filter(outcome=Outcome.ASIDE))
    assert counts["taken"] >= 50
    assert all("Niort" in row.sentence for row in aside)


def test_the_same_real_file_again_makes_no_double(niort: Territory) -> None:
    first = queries.counts(publish(NIORT, niort))
    second = queries.counts(publish(NIORT, niort))
    assert second["taken"] == 0
    assert second["known"] == first["taken"] + first["known"]
