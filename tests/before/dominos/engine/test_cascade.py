"""Worked cascades: Shelby County and Oberrhein, and two small ones of the same shape."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from boucle.before.dominos.engine import reach, run
from boucle.before.dominos.engine.model import Model
from tests.before.dominos.engine import cascade, towns

# Two networks that feed one another; the pump has two substations, the tower an exchange of its own.
NODES = [
    {"id": one, "network": network, "people": "1"}
    for one, network in (("e1", "power"), ("e2", "power"), ("t1", "phone"), ("t2", "phone"), ("w1", "water"))
]
EDGES = [("t1", "e1"), ("t2", "t1"), ("w1", "e1"), ("w1", "e2"), ("w1", "t2"), ("e2", "t2")]


def waves(town: Model, lost: list[str]) -> dict[str, int]:
    losses = run.run(town, towns.outages(*cascade.lost_from_the_start(lost, town)), 10)
    return {town.services.ids[row]: wave for row, wave in zip(losses.service, losses.wave.tolist(), strict=True)}


def small(gate: str) -> Model:
    return cascade.town(NODES, [{"service": one, "supplier": other, "gate": gate} for one, other in EDGES])


def test_a_service_falls_when_anything_it_needs_is_lost() -> None:
    assert waves(small("all"), ["e1"]) == {"e1": 0, "t1": 1, "w1": 1, "t2": 2, "e2": 3}


def test_a_service_falls_when_it_has_lost_all_of_one_network() -> None:
    # t2 leans on phone alone; w1 falls with the last phone, before the second substation.
    assert waves(small("network"), ["e1"]) == {"e1": 0, "t1": 1, "t2": 2, "w1": 3, "e2": 3}
    assert waves(small("network"), ["e2"]) == {"e2": 0}


@cascade.there
@pytest.mark.shared
@pytest.mark.parametrize(("rule", "gate"), [("OU", "all"), ("ET_par_reseau", "network")])
@pytest.mark.parametrize("scenario", cascade.scenarios(cascade.SHELBY), ids=lambda one: one["id"])
def test_shelby_falls_wave_by_wave_as_published(scenario: dict[str, Any], rule: str, gate: str) -> None:
    expected = scenario[f"attendu_regle_{rule}"]
    found = waves(cascade.shelby(gate), scenario["pannes_initiales"])
    assert sorted(found) == sorted(expected["perdus"])
    assert found == expected["rang"]


def test_a_node_without_a_path_to_a_source_has_no_supply() -> None:
    # 0 - 1 - 2 and 3 - 4; the source is 0, then 4 too; 1 - 2 is open in the second case.
    links = np.array([(0, 1), (1, 2), (3, 4)])
    assert reach.unsupplied(5, links, np.ones(3, bool), [0]).tolist() == [False, False, False, True, True]
    assert (
        reach.unsupplied(5, links, np.array([True, False, True]), [0, 4]).tolist() == [False, False, True] + [False] * 2
    )
    assert reach.unsupplied(3, np.empty((0, 2), np.int64), np.empty(0, bool), []).tolist() == [True] * 3


@cascade.there
@pytest.mark.shared
@pytest.mark.parametrize("scenario", cascade.scenarios(cascade.OBERRHEIN), ids=lambda one: one["id"])
def test_oberrhein_has_the_published_nodes_and_power_without_supply(scenario: dict[str, Any]) -> None:
    postes, liaisons = cascade.oberrhein()
    places = {row["id"]: at for at, row in enumerate(postes)}
    lost = set(scenario["ouvrages_perdus"])
    in_service = np.array([row["en_service"] == "1" and row["id"] not in lost for row in liaisons])
    sources = [places[row["id"]] for row in postes if row["source"] == "1" and f"source:{row['id']}" not in lost]
    out = reach.unsupplied(len(postes), cascade.links(liaisons, places), in_service, sources)
    assert [int(postes[at]["id"]) for at in np.flatnonzero(out)] == sorted(scenario["postes_non_alimentes"])
    power = sum(Decimal(postes[at]["charge_mw"]) for at in np.flatnonzero(out))
    assert float(power) == pytest.approx(scenario["charge_coupee_mw"], abs=0.005)
