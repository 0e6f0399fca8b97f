"""What the database refuses, whatever the code above it does."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boucle.before.plans import registry
from boucle.before.plans.enums import NEVER_OPEN_STAKES, Content, Ownership
from boucle.before.plans.models import EntryChange, Person, Return, Risk
from boucle.foundation.core import clock
from tests.factories import contributions, plan_entries


def insert(content: Content, **fields: Any) -> None:
    """A row of its own, past every form and every action."""
    section = plan_entries.section(content)
    model = registry.BY_CONTENT[content].model
    with transaction.atomic():
        model._default_manager.create(section=section, **{**plan_entries.SAMPLES[content], **fields})


@pytest.mark.parametrize(
    ("content", "fields", "name"),
    [
        *(
            (Content.STAKES, {"variety": variety, "is_open": True}, "stake_closed_by_law")
            for variety in NEVER_OPEN_STAKES
        ),
        (Content.STAKES, {"variety": "castle"}, "stake_variety_known"),
        (Content.STAKES, {"lat": 45.7}, "stake_point_whole"),
        (Content.STAKES, {"lat": 95.0, "lon": 4.8}, "stake_point_whole"),
        (Content.MEANS, {"ownership": Ownership.PRIVATE, "is_open": True}, "means_private_closed"),
        (Content.MEANS, {"ownership": "stolen"}, "means_words_known"),
        (Content.MEANS, {"quantity": 0}, "means_at_least_one"),
        (Content.MEANS, {"lon": 4.8}, "means_point_whole"),
        (Content.DIRECTORY, {"is_open": True}, "person_never_open"),
        (Content.REFUGES, {"lat": 45.7}, "refuge_point_whole"),
        (Content.RISKS, {"hazard": "dragon"}, "risk_hazard_known"),
        (Content.MESSAGES, {"text": ""}, "message_said_how"),
        (Content.MESSAGES, {"channel": "pigeon"}, "message_said_how"),
    ],
)
def test_the_database_refuses(content: Content, fields: dict[str, Any], name: str, db: None) -> None:
    with pytest.raises(IntegrityError, match=name):
        insert(content, **fields)


def test_nobody_stands_in_for_themselves(db: None) -> None:
    person = plan_entries.entry(plan_entries.section(Content.DIRECTORY))
    with pytest.raises(IntegrityError, match="person_stands_in_for_another"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(stands_in_for=person.pk)


def test_a_risk_of_a_commune_is_there_once(db: None) -> None:
    section = plan_entries.section(Content.RISKS)
    place = contributions.commune("Bron")
    plan_entries.entry(section, code="11", territory=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.create(section=section, label="Encore", code="11", territory=place)


def test_a_form_key_makes_one_line(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    key = "018f4f4e-0000-7000-8000-000000000001"
    Return.objects.create(section=section, title="Un", form_key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(section=section, title="Deux", form_key=key)


def test_a_line_of_history_uses_the_words_of_the_house(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    with pytest.raises(IntegrityError, match="entry_change_words_known"), transaction.atomic():
        EntryChange.objects.create(section=section, content="return", entry=1, verb="burnt", at=clock.now())
