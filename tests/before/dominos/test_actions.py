"""What is written to an inventory: by hand, from files, by the library, by an answer."""

import io
from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from boucle.before.dominos import actions
from boucle.before.dominos.enums import Gate
from boucle.before.dominos.exports import files
from boucle.before.dominos.models import Challenge, Dependency, Inventory, Provenance, Service
from boucle.before.dominos.models.challenge import Fate
from boucle.before.dominos.queries import incoming, library, towns
from boucle.before.dominos.queries.incoming_shapes import Incoming
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.rules import NotPossible
from tests.factories import accounts, dominos

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_makes_one_inventory() -> None:
    made = dominos.inventory()
    again = [
        actions.create(territory=made.territory, user=dominos.keeper(made), name="Deux fois", form_key=KEY)
        for _ in range(2)
    ]
    assert again[0] == again[1]
    assert Inventory.objects.count() == 2


KEY = UUID(int=7)


def test_a_stranger_begins_no_inventory() -> None:
    made = dominos.inventory()
    with pytest.raises(PermissionDenied):
        actions.create(territory=made.territory, user=accounts.stranger(), name="Ailleurs")


def test_an_inventory_needs_a_name() -> None:
    made = dominos.inventory()
    with pytest.raises(NotPossible):
        actions.change(inventory=made, user=dominos.keeper(made), name="  ", introduction="")


def test_each_write_moves_the_revision_and_what_is_compiled_follows() -> None:
    made = dominos.inventory()
    before = towns.town(made, is_whole=False)
    dominos.service(made, "a")
    made.refresh_from_db()
    after = towns.town(made, is_whole=False)
    assert (len(before.services), len(after.services)) == (0, 1)
    assert towns.town(made, is_whole=False) is after


def test_a_figure_that_changes_keeps_its_history() -> None:
    made = dominos.inventory()
    service = dominos.service(made, "a", people=10)
    dominos.service(made, "a", people=12)
    lines = Provenance.objects.filter(service=service, figure="people").order_by("pk")
    assert list(lines.values_list("value", "source")) == [("10", "visite inventée"), ("12", "visite inventée")]


def test_a_figure_that_stays_writes_no_line() -> None:
    made = dominos.inventory()
    service = dominos.service(made, "a", people=10)
    dominos.service(made, "a", people=10)
    assert Provenance.objects.filter(service=service, figure="people").count() == 1


def test_a_service_does_not_depend_on_itself() -> None:
    made = dominos.inventory()
    service = dominos.service(made, "a")
    with pytest.raises(NotPossible):
        dominos.need(service, service)


def test_a_gate_does_not_ask_for_more_suppliers_than_it_has() -> None:
    made = dominos.inventory()
    service, one, two = (dominos.service(made, code) for code in "abc")
    with pytest.raises(NotPossible, match="3"):
        dominos.need(service, one, two, gate=Gate.SOME, need=3, group="g")
    dominos.need(service, one, two, gate=Gate.SOME, need=2, group="g")
    assert service.needs.count() == 2


def test_a_gate_does_not_lose_the_suppliers_that_it_needs() -> None:
    made = dominos.inventory()
    service, one, two = (dominos.service(made, code) for code in "abc")
    row = dominos.need(service, one, two, gate=Gate.SOME, need=2, group="g")
    with pytest.raises(NotPossible):
        actions.remove_need(dependency=row, user=dominos.keeper(made))


def test_a_likely_autonomy_outside_its_bounds_is_refused() -> None:
    made = dominos.inventory()
    service, other = dominos.service(made, "a"), dominos.service(made, "b")
    with pytest.raises(NotPossible):
        dominos.need(service, other, low=60, likely=30, high=90)


def test_two_cuts_of_one_tranche_do_not_overlap() -> None:
    made = dominos.town()
    schedule = dominos.schedule(made)
    with pytest.raises(NotPossible):
        actions.add_cut(schedule=schedule, user=dominos.keeper(made), tranche="4", start=19 * 60, end=21 * 60)


def test_a_cut_names_a_tranche_that_is_there() -> None:
    made = dominos.town()
    schedule = dominos.schedule(made)
    with pytest.raises(NotPossible):
        actions.add_cut(schedule=schedule, user=dominos.keeper(made), tranche="8", start=0, end=60)


def test_a_belgian_rotation_writes_one_evening_for_each_day() -> None:
    made = dominos.town()
    found = actions.add_rotation(
        inventory=made, user=dominos.keeper(made), country="BE", first=date(2026, 11, 16), days=3, season="hiver"
    )
    cuts = [(one.day.day, [(cut.tranche, cut.start, cut.end) for cut in one.cuts.all()]) for one in found]
    assert cuts == [(16, [("5", 1020, 1200)]), (17, [("4", 1020, 1200)]), (18, [("5", 1020, 1200)])]


def test_a_measure_behind_a_supply_that_is_not_there_would_change_nothing() -> None:
    made = dominos.town()
    services = {one.code: one for one in made.services.all()}
    piece = actions.Piece(services["mast"], "autonomy", 4, services["pump"])
    with pytest.raises(NotPossible):
        actions.write_measure(inventory=made, user=dominos.keeper(made), name="Rien", pieces=[piece])


# Files


def read(made: Inventory, services: str = "", needs: str = "") -> Incoming:
    given = [io.BytesIO(text.encode()) if text else None for text in (services, needs)]
    return incoming.read(made, given[0], given[1], "fichier.csv")


SERVICES = "id,name,kind,people,restart,source,date,confidence\na,Antenne,mast,100,0:40,visite,2026-10-06,measured\n"


def test_files_are_taken_once_and_the_same_again_change_nothing() -> None:
    made = dominos.inventory()
    services, needs = SERVICES + "b,Courant,feeder,200,,,,\n", "service,supplier,autonomy\na,b,0:30\n"
    first = actions.take(inventory=made, user=dominos.keeper(made), read=read(made, services, needs))
    again = actions.take(inventory=made, user=dominos.keeper(made), read=read(made, services, needs))
    assert (first.new_services, first.new_needs) == (2, 1)
    assert (again.new_services, again.changed_services, again.new_needs, again.changed_needs) == (0, 0, 0, 0)
    source = Provenance.objects.get(service__code="a", figure="people")
    assert (source.source, source.confidence, source.dated_on) == ("visite", "measured", date(2026, 10, 6))


def test_rows_that_cannot_be_taken_are_told_with_their_line_and_the_others_are_taken() -> None:
    made = dominos.inventory()
    services = SERVICES + "b,Deux,mast,-3,,,,\nc,Trois,fusée,1,,,,\nd,Quatre,mast,1,,v,hier,\n"
    needs = "service,supplier,gate,k,autonomy_min,autonomy,autonomy_max\na,a,,,,,\na,nulle part,,,,,\na,a2,,,2,1,3\n"
    found = read(made, services, needs)
    assert [one.code for one in found.services] == ["a"]
    assert [(file, one.line) for file, one in found.problems] == [
        ("services", 3),
        ("services", 4),
        ("services", 5),
        ("dependencies", 2),
        ("dependencies", 3),
        ("dependencies", 4),
    ]


def test_a_file_without_its_columns_is_refused_in_one_sentence() -> None:
    assert "id" in read(dominos.inventory(), "nom;genre\nx;y\n").refusal


def test_dependencies_alone_join_services_that_are_there() -> None:
    made = dominos.town()
    found = read(made, needs="service,supplier,autonomy\nschool,feeder,1:30\n")
    actions.take(inventory=made, user=dominos.keeper(made), read=found)
    row = Dependency.objects.get(service__code="school", supplier__code="feeder")
    assert (row.low, row.likely, row.high) == (90, 90, 90)


def test_points_come_from_geojson() -> None:
    made = dominos.inventory()
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a", "kind": "mast"},'
        ' "geometry": {"type": "Point", "coordinates": [4.91, 45.73]}}]}'
    )
    actions.take(inventory=made, user=dominos.keeper(made), read=read(made, text))
    service = made.services.get()
    assert (service.code, service.kind, service.lat, service.lon) == ("a", "mast", 45.73, 4.91)


def test_what_is_exported_can_be_read_back_whole() -> None:
    made = dominos.town()
    town = towns.town(made, is_whole=True)
    other = dominos.inventory(made.territory, user=dominos.keeper(made))
    found = read(other, files.services(town), files.needs(town))
    actions.take(inventory=other, user=dominos.keeper(made), read=found)
    other.refresh_from_db()
    copy = towns.town(other, is_whole=True)
    assert found.problems == []
    assert files.services(copy) == files.services(town)
    assert files.needs(copy) == files.needs(town)


# Library


def pumps(made: Inventory) -> list[library.Rule]:
    return [one for one in library.rules() if one.code == "pump-feeder"]


def test_a_rule_takes_the_nearest_feeder() -> None:
    made = dominos.inventory()
    dominos.service(made, "near", "feeder", lat=45.73, lon=4.91)
    dominos.service(made, "far", "feeder", lat=45.75, lon=4.95)
    dominos.service(made, "p", "pump", lat=45.731, lon=4.911)
    [found] = library.preview(made, pumps(made))
    assert (found.service.code, found.supplier.code) == ("p", "near")


def test_a_rule_takes_the_feeder_of_the_same_tranche_before_a_nearer_one() -> None:
    made = dominos.inventory()
    dominos.service(made, "near", "feeder", lat=45.73, lon=4.91, tranche="1")
    dominos.service(made, "same", "feeder", lat=45.75, lon=4.95, tranche="2")
    dominos.service(made, "p", "pump", lat=45.731, lon=4.911, tranche="2")
    assert [one.supplier.code for one in library.preview(made, pumps(made))] == ["same"]


def test_rules_write_once_with_their_source_and_never_over_what_is_written_by_hand() -> None:
    made = dominos.inventory()
    feeder = dominos.service(made, "f", "feeder", lat=45.73, lon=4.91)
    dominos.service(made, "p", "pump", lat=45.731, lon=4.911)
    by_hand = dominos.service(made, "q", "pump", lat=45.731, lon=4.912)
    dominos.need(by_hand, feeder, likely=99)
    counts = [actions.apply_rules(inventory=made, user=dominos.keeper(made), codes=["pump-feeder"]) for _ in range(2)]
    assert counts == [1, 0]
    row = Dependency.objects.get(service__code="p")
    assert (row.by_rule, row.provenances.get(figure="autonomy").confidence) == ("pump-feeder", "assumed")
    assert Dependency.objects.get(service__code="q").likely == 99


def test_every_rule_of_the_library_names_its_source_and_likely_lies_between_its_bounds() -> None:
    for rule in library.rules():
        assert rule.source
        assert rule.low <= rule.likely <= rule.high


# Challenges


def contested(made: Inventory) -> Challenge:
    row = Dependency.objects.select_related("service__inventory", "supplier").get(service__code="mast")
    brought = actions.bring(row=row, figure="autonomy", value="10/15/20", text="Un quart d’heure.", source="J’y étais")
    by = lifecycle_rules.By(user=dominos.keeper(made))
    lifecycle.publish(contribution=brought.contribution, by=by)
    return Challenge.objects.select_related("contribution", "service__inventory").get(pk=brought.contribution.pk)


def test_a_figure_that_is_changed_takes_its_value_with_who_brought_it_as_source() -> None:
    made = dominos.town()
    row = contested(made)
    actions.answer(challenge=row, user=dominos.keeper(made), fate=Fate.CHANGED, reason="L’opérateur le confirme.")
    need = Dependency.objects.get(service__code="mast")
    last = need.provenances.filter(figure="autonomy").first()
    assert (need.low, need.likely, need.high) == (10, 15, 20)
    assert last is not None
    assert last.source == f"J’y étais (contestation {row.contribution.reference})"


def test_a_figure_that_is_kept_says_why_and_stays() -> None:
    made = dominos.town()
    row = contested(made)
    actions.answer(challenge=row, user=dominos.keeper(made), fate=Fate.KEPT, reason="Les batteries sont neuves.")
    assert Dependency.objects.get(service__code="mast").likely == 30
    assert (row.fate, row.answer) == (Fate.KEPT, "Les batteries sont neuves.")


def test_an_answer_needs_its_reason_and_the_right_to_give_it() -> None:
    made = dominos.town()
    row = contested(made)
    with pytest.raises(NotPossible):
        actions.answer(challenge=row, user=dominos.keeper(made), fate=Fate.KEPT, reason=" ")
    with pytest.raises(PermissionDenied):
        actions.answer(challenge=row, user=accounts.stranger(), fate=Fate.KEPT, reason="Non.")


def test_a_closed_figure_is_contested_by_nobody() -> None:
    dominos.town()
    hidden = Service.objects.select_related("inventory__territory").get(code="secret1")
    with pytest.raises(NotPossible):
        actions.bring(row=hidden, figure="people", text="Ils sont cinq.")
