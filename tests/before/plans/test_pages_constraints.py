"""What the database itself refuses of a section, a note, a measure, a placement."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boucle.before.plans.models import Measure, Note, Placement, Point, Section, StaffText
from boucle.foundation.core import clock
from tests.factories import plan_pages, plans

pytestmark = pytest.mark.django_db


def refused(constraint: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


def test_a_section_stands_not_below_itself_and_uses_known_words_and_a_sane_review() -> None:
    section = plans.section()
    rows = Section.objects.filter(pk=section.pk)
    refused("section_not_below_itself", lambda: rows.update(parent=section))
    for field in ("phase", "hazard", "discipline", "content"):
        refused("section_words_known", lambda field=field: rows.update(**{field: "rien"}))
    for months in (0, 61):
        refused("section_reviewed", lambda months=months: rows.update(review_months=months))


def test_a_point_and_a_version_of_the_staff_text_are_there_once() -> None:
    section = plans.section()
    point = {"section": section, "regime": "pcs", "code": "1.1"}
    Point.objects.create(**point)
    refused("(section_point_once|regime)", lambda: Point.objects.create(**point))
    version = {"section": section, "number": 1, "written_at": clock.now()}
    StaffText.objects.create(**version)
    refused("(staff_text_once|number)", lambda: StaffText.objects.create(**version))


@pytest.mark.parametrize("missing", ["title", "role"])
def test_a_measure_says_what_and_whose(missing: str) -> None:
    fields = {"title": "Amener le groupe", "role": "Travaux", missing: ""}
    refused("measure_said_whose", lambda: Measure.objects.create(section=plans.section(), **fields))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("note_answered_dated", {"fate": "answered", "answer": "Oui."}),
        ("note_answered_dated", {"fate": "waiting", "answered_at": clock.now()}),
        ("note_answer_said", {"fate": "declined", "answered_at": clock.now(), "answer": ""}),
        ("note_change_written", {"variety": "change", "proposed": ""}),
        ("note_words_known", {"speaker": "robot"}),
        ("note_words_known", {"variety": "rien"}),
    ],
)
def test_a_note_is_answered_with_a_date_and_words(constraint: str, fields: dict[str, Any]) -> None:
    note = plan_pages.note(plans.section())
    refused(constraint, lambda: Note.objects.filter(pk=note.pk).update(**fields))


def test_one_person_places_a_way_once_and_on_the_axes() -> None:
    place = {"plan": plans.plan(), "model": "lab", "voice_hash": "a" * 64, "day": clock.today(), "x": 0, "y": 0}
    Placement.objects.create(**place)
    refused("(placement_once|voice_hash)", lambda: Placement.objects.create(**place))
    for point in ({"x": 101}, {"x": -101}, {"y": 101}, {"y": -101}):
        refused("placement_on_axes", lambda point=point: Placement.objects.create(**place | {"model": "", **point}))
