"""What the database refuses, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boucle.before.dominos.models import (
    Attachment,
    Challenge,
    Computed,
    Cut,
    Dependency,
    Inventory,
    Measure,
    Part,
    Provenance,
    Schedule,
    Service,
)
from boucle.foundation.core import clock
from tests.factories import contributions, dominos, plans

pytestmark = pytest.mark.django_db


def services() -> tuple[Service, Service]:
    made = dominos.inventory()
    return dominos.service(made, "a"), dominos.service(made, "b")


def refused(name: str, write: Callable[[], Any]) -> None:
    """SQLite names the columns of a uniqueness, PostgreSQL its name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    assert name in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


def test_an_inventory_has_a_name() -> None:
    place = contributions.commune()
    values = {"territory": place, "slug": "x", "name": "", "created_at": clock.now()}
    refused("inventory_named", lambda: Inventory.objects.create(**values))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("service_words_known", {"kind": "fusée"}),
        ("service_named", {"name": ""}),
        ("service_point_whole", {"lat": 45.0}),
        ("service_restarts", {"restart": 10**6}),
    ],
)
def test_a_service_is_whole(name: str, change: dict[str, Any]) -> None:
    one, _other = services()
    refused(name, lambda: Service.objects.filter(pk=one.pk).update(**change))


def test_a_code_is_there_once() -> None:
    one, other = services()
    refused("service_code_once", lambda: Service.objects.filter(pk=other.pk).update(code=one.code))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("autonomy_in_order", {"low": 10}),
        ("failure_is_probability", {"failure": 1.5}),
        ("gate_known", {"gate": "maybe"}),
    ],
)
def test_a_dependency_is_possible(name: str, change: dict[str, Any]) -> None:
    row = dominos.need(*services())
    refused(name, lambda: Dependency.objects.filter(pk=row.pk).update(**change))


def test_a_service_never_needs_itself() -> None:
    one, _other = services()
    refused("dependency_not_on_itself", lambda: Dependency.objects.create(service=one, supplier=one))


def test_a_dependency_is_there_once() -> None:
    row = dominos.need(*services())
    refused("dependency_once", lambda: Dependency.objects.create(service=row.service, supplier=row.supplier, group=""))


def test_a_source_is_of_one_figure_and_says_something() -> None:
    one, _other = services()
    values = {"service": one, "value": "1", "confidence": "measured", "written_at": clock.now()}
    refused("provenance_of_one_figure", lambda: Provenance.objects.create(**values, figure="autonomy", source="visite"))
    refused("provenance_sourced", lambda: Provenance.objects.create(**values, figure="people", source=""))


def test_a_schedule_has_a_name_and_an_address_of_its_own() -> None:
    made = dominos.inventory()
    values = {"inventory": made, "day": date(2026, 11, 18)}
    refused("schedule_named", lambda: Schedule.objects.create(**values, slug="x", name=""))
    Schedule.objects.create(**values, slug="x", name="X")
    refused("schedule_slug_once", lambda: Schedule.objects.create(**values, slug="x", name="Y"))


def test_a_cut_is_of_something_for_a_while() -> None:
    schedule = dominos.schedule(dominos.town())
    refused("cut_of_something", lambda: Cut.objects.create(schedule=schedule, start=0, end=1))
    refused("cut_ends_after_it_begins", lambda: Cut.objects.create(schedule=schedule, tranche="4", start=5, end=5))


def test_a_measure_has_one_name_and_possible_changes() -> None:
    made = dominos.town()
    measure = made.measures.get()
    refused("domino_measure_named", lambda: Measure.objects.create(inventory=made, name=""))
    refused("domino_measure_once", lambda: Measure.objects.create(inventory=made, name=measure.name))
    service = made.services.first()
    refused("part_possible", lambda: Part.objects.create(measure=measure, service=service, change="failure", value=2))


def test_a_computation_is_dated_bounded_and_asked_once() -> None:
    schedule = dominos.schedule(dominos.town())
    values = {"schedule": schedule, "revision": 1, "seed": 1, "asked_at": clock.now()}
    refused("computed_draws", lambda: Computed.objects.create(**values, draws=1))
    refused("computed_dated", lambda: Computed.objects.create(**values, draws=100, stage="done"))
    Computed.objects.create(**values, draws=100)
    refused("computed_once", lambda: Computed.objects.create(**values, draws=100))


def test_a_section_shows_a_run_once() -> None:
    made = dominos.town()
    schedule, section = dominos.schedule(made), plans.section(plans.plan(made.territory))
    values = {"schedule": schedule, "section": section, "attached_at": clock.now()}
    Attachment.objects.create(**values)
    refused("attachment_once", lambda: Attachment.objects.create(**values))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("challenge_words_known", {"figure": "couleur"}),
        ("challenge_answered_dated", {"fate": "kept", "answer": "Non."}),
        ("challenge_answer_said", {"fate": "kept", "answered_at": "2026-11-18T10:00Z"}),
    ],
)
def test_a_challenge_is_answered_with_a_date_and_a_reason(name: str, change: dict[str, Any]) -> None:
    row = contributions.proposed(kind="challenge").contribution
    refused(name, lambda: Challenge.objects.filter(pk=row.pk).update(**change))
