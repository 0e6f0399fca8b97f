"""The database as last word: each constraint has an insert or an update that it refuses."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.enums import LinkType, Purpose, State, Verb
from boucle.foundation.lifecycle.models import Contact, Contribution, Delivery, Link, Revision, Transition
from tests.factories import accounts, contributions

BROKEN: dict[str, dict[str, Any]] = {
    "contribution_state_known": {"state": "lost"},
    "contribution_nature_known": {"nature": "rumour"},
    "contribution_origin_known": {"origin": "nobody"},
    "contribution_published_dated": {"state": State.PUBLISHED},
    "contribution_point_whole": {"lat": 45.7},
    "contribution_merged_archived": {"merged_into": models.F("id")},
    "contribution_waiting_published": {"has_waiting_revision": True},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_contribution_that_contradicts_itself(db: None, name: str) -> None:
    row = contributions.contribution()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(**BROKEN[name])


@pytest.mark.parametrize("point", [(91, 4), (45, 181)])
def test_the_database_refuses_a_point_outside_the_world(db: None, point: tuple[float, float]) -> None:
    row = contributions.contribution()
    with pytest.raises(IntegrityError, match="contribution_point_whole"), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(lat=point[0], lon=point[1], tile=1)


def test_the_database_refuses_a_claim_without_end(db: None) -> None:
    row = contributions.contribution()
    with pytest.raises(IntegrityError, match="contribution_hold_ends"), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(held_by=accounts.user())


def test_the_database_refuses_the_same_row_of_a_source_twice(db: None) -> None:
    one, other = contributions.contribution(), contributions.contribution()
    source = {"source": "annuaire", "source_key": "12"}
    Contribution.objects.filter(pk=one.pk).update(**source)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=other.pk).update(**source)


def line(row: Contribution, **changes: Any) -> Transition:
    sound = {"number": 2, "verb": Verb.PUBLISH, "target": State.PUBLISHED, "role": "system", "at": clock.now()}
    return Transition(contribution=row, hash="0" * 64, **{**sound, **changes})


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("transition_words_known", {"verb": "bury"}),
        ("transition_words_known", {"target": "lost"}),
        ("transition_words_known", {"role": "passer-by"}),
        ("transition_reject_reasoned", {"verb": Verb.REJECT, "target": State.REJECTED}),
        ("number", {"number": 1}),
    ],
)
def test_the_database_refuses_a_line_out_of_order(db: None, name: str, changes: dict[str, Any]) -> None:
    row = contributions.contribution()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        line(row, **changes).save()


def test_the_database_refuses_two_deliveries_of_one_line_to_one_job(db: None) -> None:
    transition = contributions.contribution().transitions.get()
    Delivery.objects.create(transition=transition, job="once", next_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(transition=transition, job="once", next_at=clock.now())


@pytest.mark.parametrize(("number", "is_waiting"), [(1, False), (3, True)])
def test_the_database_refuses_a_second_revision_of_a_number_or_waiting(db: None, number: int, is_waiting: bool) -> None:
    row = contributions.contribution()
    Revision.objects.create(
        contribution=row, number=2, content={}, role="author", created_at=clock.now(), is_waiting=True
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            contribution=row,
            number=number,
            content={},
            role="author",
            created_at=clock.now(),
            is_waiting=is_waiting,
        )


def test_the_database_refuses_personal_data_without_a_known_purpose(db: None) -> None:
    details = lifecycle.ContactDetails(email="a@bron.example")
    contact = lifecycle.save_contact(contribution=None, purpose=Purpose.SENDER, details=details)
    assert contact is not None
    with pytest.raises(IntegrityError, match="contact_purpose_known"), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(purpose="marketing")


def test_the_database_refuses_a_link_to_itself_and_a_link_twice(db: None) -> None:
    one, other = contributions.contribution(), contributions.contribution()
    edge = {"source": one, "target": other, "type": LinkType.ANSWERS, "created_at": clock.now()}
    Link.objects.create(**edge)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(**edge)
    with pytest.raises(IntegrityError, match="link_between_two"), transaction.atomic():
        Link.objects.create(**{**edge, "target": one})


@pytest.mark.parametrize("field", ["uid", "reference", "form_key"])
def test_the_database_refuses_the_same_identifier_twice(db: None, field: str) -> None:
    one, other = contributions.contribution(), contributions.contribution()
    value = {"uid": uuid.uuid4(), "reference": "SAME123", "form_key": uuid.uuid4()}[field]
    Contribution.objects.filter(pk=one.pk).update(**{field: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=other.pk).update(**{field: value})


def test_every_check_of_the_lifecycle_says_in_a_sentence_what_is_wrong() -> None:
    checks = [
        constraint
        for model in apps.get_app_config("lifecycle").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    assert checks
    assert [check.name for check in checks if not check.violation_error_message.endswith(".")] == []
