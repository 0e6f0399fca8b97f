"""The demo's winter: told once, whole, on real communes."""

import pytest

from boucle.before.dominos.actions import demo
from boucle.before.dominos.models import Challenge, Inventory, Part
from boucle.before.dominos.queries import runs, towns
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.engine.places import Place
from tests.factories import accounts

pytestmark = pytest.mark.django_db

PLACES = {
    "BE-62122": ("Trooz", 50.5704, 5.6844), "BE-62022": ("Chaudfontaine", 50.5765, 5.6284),
    "BE-62032": ("Esneux", 50.5343, 5.5839), "BE-62038": ("Fléron", 50.6188, 5.7012),
    "BE-62015": ("Beyne-Heusay", 50.6254, 5.6684), "BE-62063": ("Liège", 50.6219, 5.5978),
}  # fmt: skip


@pytest.fixture
def told() -> Inventory:
    territories.load(
        places=[
            Place(code, name, "commune", lat=lat, lon=lon, radius=5000) for code, (name, lat, lon) in PLACES.items()
        ]
    )
    basin = demo.basin()
    user = accounts.coordinator(basin)
    made = demo.tell(territory=basin, user=user)
    assert demo.tell(territory=basin, user=user) == made
    return made


def test_it_holds_what_it_says(told: Inventory) -> None:
    public, whole = (towns.town(told, is_whole=is_whole) for is_whole in (False, True))
    assert (len(public.services), len(whole.services), len(whole.needs)) == (65, 68, 118)
    assert (told.schedules.count(), told.measures.count()) == (9, 6)
    assert told.schedules.filter(name__endswith="tranche 4 de nouveau", cuts__start=1020, cuts__end=1200).count() == 2
    assert list(Part.objects.exclude(start=0).values_list("service__code", "start")) == [("m-ry", 1080)]
    assert sorted(Challenge.objects.values_list("fate", flat=True)) == ["changed", "waiting"]


def test_the_evening_of_tranche_4_is_the_one_of_the_reference_page(told: Inventory) -> None:
    schedule = told.schedules.get(slug="20-novembre-2026-tranche-4")
    schedule.inventory = told
    found = runs.ran(schedule, is_whole=False)
    rows = {one.code: row for row, one in enumerate(found.town.services)}
    spans = {code: runs.lost_spans(found, rows[code]) for code in ("p-ness", "r-thier", "m-ry", "a-trooz", "d-trooz")}
    assert found.direct == 35_700
    assert spans == {
        "p-ness": [(1020, 1220)],
        "r-thier": [(1090, 1275)],
        "m-ry": [(1050, 1240)],
        "a-trooz": [(1050, 1240)],
        "d-trooz": [(1140, 1200)],
    }
