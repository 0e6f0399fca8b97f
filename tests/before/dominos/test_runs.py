"""A schedule run through an inventory: what the page tells of it."""

import io

import pytest

from boucle.before.dominos import actions
from boucle.before.dominos.engine import model, reading, reading_plan, run, tally
from boucle.before.dominos.exports import files
from boucle.before.dominos.jobs import computing
from boucle.before.dominos.models import Computed, Inventory
from boucle.before.dominos.models.computed import Stage
from boucle.before.dominos.queries import chains, closed, computed, equity, heavy, ledes, moment, runs, timelines
from boucle.before.dominos.queries.runs import Ran
from tests.factories import dominos

pytestmark = pytest.mark.django_db


def evening(made: Inventory | None = None, *, is_whole: bool = False) -> Ran:
    made = made or dominos.town()
    schedule = dominos.schedule(made)
    made.refresh_from_db()
    schedule.inventory = made
    return runs.ran(schedule, is_whole=is_whole)


def spans(found: Ran) -> dict[str, tuple[list[runs.Span], list[runs.Span]]]:
    return {one.service.code: (one.reserve, one.lost) for one in timelines.moved(found)}


def test_the_story_of_the_reference_page_to_the_minute() -> None:
    assert spans(evening()) == {
        "feeder": ([], [(1020, 1200)]),
        "pump": ([], [(1020, 1220)]),
        "mast": ([(1020, 1050)], [(1050, 1240)]),
        "water": ([(1020, 1090)], [(1090, 1275)]),
    }


def test_ricochet_is_told_apart_from_the_cut_itself() -> None:
    found = evening()
    assert found.direct == 11_900 * 3
    assert round(found.ricochet, 6) == round(7_400 * 190 / 60 + 5_200 * 185 / 60, 6)


def test_sentences_are_made_from_the_figures() -> None:
    found = evening()
    assert ledes.title(found.schedule) == "Si la tranche 4 est coupée de 17\xa0h à 20\xa0h"
    assert ledes.lede(found, timelines.moved(found)) == (
        "Par ricochet, 7\xa0400 personnes perdent le téléphone et 5\xa0200 l’eau. La première fonction vitale cède à"
        " 17\xa0h\xa030\xa0: Relais du Ry."
    ).replace("7\xa0400", ledes.words.whole(7400)).replace("5\xa0200", ledes.words.whole(5200))


def test_a_moment_says_what_is_stopped_what_holds_and_what_breaks_next() -> None:
    found = evening()
    at = moment.moment(found, 17 * 60 + 40)
    names = [found.town.services[row].code for row in at.lost]
    assert sorted(names) == ["feeder", "mast", "pump"]
    assert [found.town.services[row].code for row in at.standing] == ["water"]
    assert at.groups[1].names == "Eau du Thier (encore 30\xa0min)"
    assert (at.next_clock, at.next_names) == ("18\xa0h\xa010", "Eau du Thier")


def test_why_goes_back_to_the_cut_and_names_the_source_of_each_delay() -> None:
    found = evening()
    why = chains.explained(found, timelines.moved(found), "water")
    assert why is not None
    assert [row[0] for row in why.figure.table.rows] == ["Courant de Bron", "Pompage", "Courant de Bron"]
    assert why.figure.table.rows[1] == (
        "Pompage",
        "70\xa0min (50–100)",
        "Eau du Thier",
        "visite inventée, mesuré, 2026",
    )


def test_a_service_that_holds_has_no_why() -> None:
    made = dominos.town()
    schedule = dominos.schedule(made, tranche="5")
    schedule.inventory.refresh_from_db()
    found = runs.ran(schedule, is_whole=False)
    why = chains.explained(found, timelines.moved(found), "mast")
    assert why is not None
    assert why.code == "school"


def test_a_rotation_is_fair_when_everybody_is_cut_alike() -> None:
    made = dominos.town()
    one, two = dominos.schedule(made), dominos.schedule(made, tranche="5", name="Le lendemain")
    made.refresh_from_db()
    found = equity.fair(made, one, is_whole=False)
    assert two.season == one.season
    assert found is not None
    assert [value for _label, value, _unit in found.counts] == ["3,00", "0", "× 1", "0,00", "1,00"]


def test_the_public_files_give_the_figures_of_the_public_page() -> None:
    """What anybody computes from the files is what the page shows, draw for draw."""
    found = evening()
    services, needs, cuts = (
        io.BytesIO(text.encode())
        for text in (
            files.services(found.town),
            files.needs(found.town),
            files.schedule(found.town, found.schedule),
        )
    )
    read = reading.territory(services, needs)
    town = model.compile(read.services, read.dependencies)
    plan = reading_plan.schedule(cuts, read.services)
    again = tally.tally(town, run.run(town, plan.outages, found.horizon))
    assert (again.total, read.services.ids) == (found.tally.total, found.town.model.services.ids)
    assert town.autonomy.tolist() == found.town.model.autonomy.tolist()


def test_closed_services_are_counted_together_and_only_from_five_people() -> None:
    made = dominos.town()
    schedule = dominos.schedule(made)
    made.refresh_from_db()
    schedule.inventory = made
    [group] = closed.groups(schedule)
    assert (group.people, group.lost, group.person_hours) == (5, 5, 5)
    dominos.service(made, "secret2", "devices", people=0, is_open=False, vulnerability="devices")
    made.refresh_from_db()
    assert closed.groups(schedule) == []


def test_a_gate_of_which_a_closed_supplier_is_left_out_asks_for_no_more_than_it_has() -> None:
    made = dominos.inventory()
    service, shown = dominos.service(made, "a"), dominos.service(made, "b")
    hidden = dominos.service(made, "c", is_open=False)
    dominos.need(service, shown, hidden, gate="some", need=2, group="g")
    made.refresh_from_db()
    assert runs.towns.town(made, is_whole=False).model.slack.tolist() == [0]
    assert runs.towns.town(made, is_whole=True).model.slack.tolist() == [0]


# The worker


def asked(made: Inventory) -> Computed:
    schedule = dominos.schedule(made)
    computing.ask()
    return Computed.objects.get(schedule=schedule)


def test_the_worker_asks_for_what_is_missing_once() -> None:
    row = asked(dominos.town())
    computing.ask()
    assert list(Computed.objects.values_list("pk", "stage")) == [(row.pk, Stage.WAITING)]


def test_what_is_computed_holds_bands_measures_and_rankings() -> None:
    made = dominos.town()
    row = asked(made)
    computing.compute(row.pk)
    row.refresh_from_db()
    assert row.stage == Stage.DONE
    assert row.steps_done == len(heavy.STEPS)
    assert row.result is not None
    low, high = row.result["bands"]["ricochet"]
    assert low < 7_400 * 190 / 60 + 5_200 * 185 / 60 < high
    assert row.result["measures"][0]["spared"] == pytest.approx(7_400 * 190 / 60)
    assert row.result["single"][0]["services"] == ["feeder"]


def test_the_same_seed_gives_the_same_bands() -> None:
    made = dominos.town()
    row = asked(made)
    found = Computed.objects.select_related("schedule__inventory").get(pk=row.pk)
    assert heavy.compute(found)["bands"] == heavy.compute(found)["bands"]


def test_what_was_computed_from_another_revision_is_not_shown() -> None:
    made = dominos.town()
    row = asked(made)
    computing.compute(row.pk)
    schedule = row.schedule
    dominos.service(made, "new")
    schedule.inventory.refresh_from_db()
    assert computed.state(schedule, is_whole=False).row is None
    computing.ask()
    [new] = Computed.objects.filter(stage=Stage.WAITING)
    computing.compute(new.pk)
    assert Computed.objects.count() == 1


def test_a_computation_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked(dominos.town())

    def fail(*_args: object) -> None:
        raise MemoryError

    monkeypatch.setattr(heavy, "compute", fail)
    computing.compute(row.pk)
    row.refresh_from_db()
    assert row.stage == Stage.FAILED
    again = actions.ask_again(
        schedule=row.schedule, user=dominos.keeper(row.schedule.inventory), draws=row.draws, seed=row.seed
    )
    assert (again.pk, again.stage) == (row.pk, Stage.WAITING)
