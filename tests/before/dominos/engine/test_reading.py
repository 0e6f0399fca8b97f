"""Files as people save them, and every row that cannot be taken, with its line and the reason."""

import io

import numpy as np
import pytest

from boucle.before.dominos.engine import cells, model, reading, reading_plan, sheets
from boucle.before.dominos.engine.measures import Measure, Part
from boucle.before.dominos.engine.model import Services
from boucle.before.dominos.engine.reading import Territory
from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.engine.timeline import NEVER
from boucle.foundation.core import sentences

SERVICES = "id,people,tranche\na,0,A\nb,5,A\nc,5,\n"


def read(services: str = SERVICES, dependencies: str = "service,supplier\nb,a\n", encoding: str = "utf-8") -> Territory:
    return reading.territory(io.BytesIO(services.encode(encoding)), io.BytesIO(dependencies.encode(encoding)))


def told(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(one.line, str(one)) for one in problems]


def test_a_territory_is_read_as_it_is_written() -> None:
    found = read(
        "id,name,kind,network,place,people,vulnerability,restart,tranche,vital\n"
        "f,Départ,feeder,power,49001,20,everybody,0,A,\nm,,mast,phone,49002,7,elderly,0.25,,\np,,pump,,,1,,1:30,,no\n",
        "service,supplier,gate,k,group,autonomy,autonomy_min,autonomy_max,failure,refill\n"
        "m,f,all,,,2,1,4,0.1,1.5\np,f,some,1,x,,,,,\np,m,some,1,x,,,,,\n",
    )
    assert found.problems == {"services": [], "dependencies": []}
    services, given = found.services, found.dependencies
    assert services.ids == ["f", "m", "p"]
    assert services.names == ["Départ", "m", "p"]
    assert services.people.tolist() == [20, 7, 1]
    assert services.restart.tolist() == [0, 15, 90]
    assert services.is_vital.tolist() == [False, True, False]
    assert [services.place.names[code] for code in services.place.codes] == ["49001", "49002", ""]
    assert [services.vulnerability.names[code] for code in services.vulnerability.codes] == ["everybody", "elderly", ""]
    assert (given.low[0], given.likely[0], given.high[0], given.failure[0], given.refill[0]) == (60, 120, 240, 0.1, 90)
    town = model.compile(services, given)
    assert town.gate_service.tolist() == [1, 2]
    assert town.slack.tolist() == [0, 1]
    assert town.suppliers.tolist() == [0, 0, 1]
    assert town.feeds[town.feeds_from[0] : town.feeds_from[1]].tolist() == [0, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings_semicolons_and_decimal_commas_are_read(encoding: str) -> None:
    found = read(
        "identifiant;nom;réseau;personnes;redémarrage\r\né1;Départ Étang;électricité;1 250;0,5\r\né2;;;3;\r\n",
        "dépendant;fournisseur;autonomie\r\né2;é1;1,5\r\n".replace("dépendant", "dependant"),
        encoding,
    )
    assert found.problems == {"services": [], "dependencies": []}
    assert found.services.ids == ["é1", "é2"]
    assert found.services.names[0] == "Départ Étang"
    assert found.services.people.tolist() == [1250, 3]
    assert found.services.restart.tolist() == [30, 0]
    assert found.dependencies.likely.tolist() == [90]


def test_a_service_that_cannot_be_taken_is_set_aside_with_its_reason() -> None:
    found = read(
        "id,people,restart\na,1,\n,1,\na,2,\nb,-1,\nc,many,\nd,inf,\ne,1,-2\nf,1,0,more\n\ng,,\n", "service,supplier\n"
    )
    assert found.services.ids == ["a", "g"]
    assert found.services.people.tolist() == [1, 0]
    assert sorted(told(found.problems["services"])) == [
        (3, "The service has no id."),
        (4, "“a” is there twice: the first row counts."),
        (5, "“-1” is no number of people, 0 or more."),
        (6, "“many” is no number of people, 0 or more."),
        (7, "“inf” is no number of people, 0 or more."),
        (8, "“-2” is no time to restart, in hours, 0 or more."),
        (9, "More cells than columns."),
        (11, "“g” serves nobody and feeds nothing: its losses cost nothing."),
    ]
    assert [one.line for one in found.problems["services"] if one.is_kept] == [11]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("b,b,all,,,,,,,", "“b” cannot depend on itself."),
        ("b,z,all,,,,,,,", "No service has the id “z”."),
        ("z,a,all,,,,,,,", "No service has the id “z”."),
        (",a,all,,,,,,,", "No service has the id “”."),
        ("b,a,most,,,,,,,", "“most” is no gate: all, any, some or network."),
        ("b,a,all,,,-1,,,,", "“-1” is no number of hours, 0 or more, in the column “autonomy”."),
        ("b,a,all,,,inf,,,,", "“inf” is no number of hours, 0 or more, in the column “autonomy”."),
        ("b,a,all,,,long,,,,", "“long” is no number of hours, 0 or more, in the column “autonomy”."),
        ("b,a,all,,,1,-1,,,", "“-1” is no number of hours, 0 or more, in the column “autonomy_min”."),
        ("b,a,all,,,1,2,3,,", "The likely autonomy lies between the least and the most: 1 does not."),
        ("b,a,all,,,4,2,3,,", "The likely autonomy lies between the least and the most: 4 does not."),
        ("b,a,all,,,,2,3,,", "A least or a most autonomy needs a likely one in the column “autonomy”."),
        ("b,a,all,,,,,,2,", "“2” is no probability, from 0 to 1."),
        ("b,a,all,,,,,,often,", "“often” is no probability, from 0 to 1."),
        ("b,a,all,,,1,,,,-3", "“-3” is no number of hours, 0 or more, in the column “refill”."),
        ("b,a,some,,,,,,,", "“” is no number of suppliers, 1 or more, in the column “k”."),
        ("b,a,some,1.5,,,,,,", "“1.5” is no number of suppliers, 1 or more, in the column “k”."),
        ("b,a,some,2,,,,,,", "The gate needs 2 suppliers and has 1: its rows are set aside."),
        ("c,a,all,,,,,,,", "This dependency is there twice: the first row counts."),
    ],
)
def test_a_dependency_that_cannot_be_taken_is_set_aside_with_its_reason(row: str, reason: str) -> None:
    header = "service,supplier,gate,k,group,autonomy,autonomy_min,autonomy_max,failure,refill\n"
    found = read(dependencies=f"{header}c,a,all,,,,,,,\n{row}\nc,b,any,,,,,,,\n")
    assert told(found.problems["dependencies"]) == [(3, reason)]
    assert list(zip(found.dependencies.service.tolist(), found.dependencies.supplier.tolist(), strict=True)) == [
        (2, 0), (2, 1),
    ]  # fmt: skip


def test_rows_of_one_gate_that_differ_are_told_and_the_first_counts() -> None:
    found = read(dependencies="service,supplier,gate,autonomy\nc,a,any,2\nc,b,any,3\n")
    (one,) = found.problems["dependencies"]
    assert (one.line, one.is_kept) == (3, True)
    assert model.compile(found.services, found.dependencies).autonomy.tolist() == [120]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    found = read('id,name,people\na,"Départ, Gare",1\nb,"Plaine,2\nc,,3\n', "service,supplier\n")
    assert found.services.ids == ["a", "c"]
    assert found.services.names == ["Départ, Gare", "c"]
    assert told(found.problems["services"]) == [(3, "A quotation mark that is not closed.")]


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(sentences.Refusal, match="The column “supplier” is missing from the first line"):
        read(dependencies="service,other\nb,a\n")
    with pytest.raises(sentences.Refusal, match="not a CSV file with a header"):
        read(services="")


def test_a_file_with_a_header_alone_is_an_empty_territory() -> None:
    found = read("id,people\n", "service,supplier\n")
    assert len(model.compile(found.services, found.dependencies)) == 0


def test_blocks_are_joined_whatever_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(dependencies="service,supplier,gate,group\nb,a,any,x\nc,a,any,y\nc,b,any,y\nc,c,,\n")
    monkeypatch.setattr(sheets, "BLOCK", 1)
    parts = read(dependencies="service,supplier,gate,group\nb,a,any,x\nc,a,any,y\nc,b,any,y\nc,c,,\n")
    assert parts.services.ids == whole.services.ids
    assert parts.dependencies.group.tolist() == whole.dependencies.group.tolist()
    assert parts.problems == whole.problems


def test_a_few_broken_rows_among_many_cost_themselves_alone() -> None:
    rows = [f"s{number},{number}" for number in range(50_000)]
    rows[777], rows[40_000] = "s777,-1", "s1,2"
    found = read("id,people\n" + "\n".join(rows), "service,supplier\n")
    assert len(found.services) == 49_998
    assert [one.line for one in found.problems["services"] if not one.is_kept] == [779, 40_002]


def services() -> Services:
    return read().services


def plan(text: str) -> reading_plan.Plan:
    return reading_plan.schedule(io.BytesIO(text.encode()), services())


def test_a_schedule_cuts_services_and_tranches() -> None:
    found = plan("service,tranche,from,to,event\n,A,18,20:30,evening\nc,,1.5,,storm\n,A,42,44,\n")
    assert found.problems == []
    outages = found.outages
    assert outages.service.tolist() == [0, 1, 2, 0, 1]
    assert outages.start.tolist() == [1080, 1080, 90, 2520, 2520]
    assert outages.end.tolist() == [1230, 1230, NEVER, 2640, 2640]
    assert found.events == ["evening", "evening", "storm", "A", "A"]
    assert found.lines.tolist() == [2, 2, 3, 4, 4]


def test_an_outage_that_cannot_be_taken_is_set_aside_with_its_reason() -> None:
    found = plan(
        "service,tranche,from,to\nz,,1,2\n,Z,1,2\n,,1,2\na,A,1,2\na,,,2\na,,-1,2\na,,3,3\na,,3,soon\n"
        "a,,10,12\nb,,11,13\n,A,12,14\na,,11,12\nc,,1,\nc,,5,6\n"
    )
    assert told(sorted(found.problems, key=lambda one: one.line)) == [
        (2, "No service has the id “z”."),
        (3, "No service is in the tranche “Z”."),
        (4, "The row names neither a service nor a tranche."),
        (5, "The row names a service and a tranche: one of the two."),
        (6, "“” is no hour, 0 or more, counted from the start."),
        (7, "“-1” is no hour, 0 or more, counted from the start."),
        (8, "“3” is no hour after the beginning of the outage."),
        (9, "“soon” is no hour after the beginning of the outage."),
        (12, "This outage begins before another one of the same service is over."),
        (13, "This outage begins before another one of the same service is over."),
        (15, "This outage begins before another one of the same service is over."),
    ]
    assert found.lines.tolist() == [10, 11, 14]


def test_a_measure_may_come_at_an_hour() -> None:
    text = "measure,service,change,value,from\ng,b,autonomy,8,18:30\ng,b,autonomy,8,soon\ng,b,autonomy,8,-1\n"
    found, problems = reading_plan.read_measures(io.BytesIO(text.encode()), services())
    assert found == [Measure("g", (Part(1, "autonomy", 480.0, start=1110),), None)]
    assert told(problems) == [
        (3, "“soon” is no hour, 0 or more, counted from the start."),
        (4, "“-1” is no hour, 0 or more, counted from the start."),
    ]


def test_measures_are_joined_by_their_name() -> None:
    text = (
        "measure,service,change,value,supplier,price\ngenerator,b,autonomy,8,a,1200\ngenerator,b,failure,0.1,,300\n"
        "shelter,a,sheltered,,,\n,a,sheltered,,,\nx,z,autonomy,1,,\nx,b,autonomy,1,z,\nx,b,colour,1,,\n"
        "x,b,failure,2,,\nx,b,autonomy,,,\nx,b,restart,1,,free\n"
    )
    found, problems = reading_plan.read_measures(io.BytesIO(text.encode()), services())
    assert found == [
        Measure("generator", (Part(1, "autonomy", 480.0, 0), Part(1, "failure", 0.1)), 1500.0),
        Measure("shelter", (Part(0, "sheltered"),), None),
    ]
    assert told(problems) == [
        (5, "The measure has no name."),
        (6, "No service has the id “z”."),
        (7, "No service has the id “z”."),
        (8, "“colour” is no change: autonomy, refill, failure, restart or sheltered."),
        (9, "“2” is no value of this change."),
        (10, "“” is no value of this change."),
        (11, "“free” is no price, 0 or more."),
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("1,5", 1.5), ("1 250", 1250), ("1:30", 1.5), ("0:05", 5 / 60), ("1e3", 1000), (".5", 0.5)],
)
def test_hours_are_read_as_people_write_them(cell: str, found: float) -> None:
    assert cells.hour(cell) == pytest.approx(found)


@pytest.mark.parametrize("cell", ["1:75", "soon", "inf", "nan", "1_000", "2000000", "٣", "1:"])
def test_what_is_no_number_of_hours_is_wrong(cell: str) -> None:
    assert cells.hour(cell) == cells.WRONG


def test_nothing_is_missing_and_counts_as_nothing() -> None:
    assert np.isnan(cells.numbers(["", "N/A", "-"])).all()
    assert cells.minutes(cells.hours(["", "0.51", "soon"])).tolist() == [0, 31, 0]
