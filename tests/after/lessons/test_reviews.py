"""Reviews: held after the event or while it lasts, each with how much it can be trusted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.lessons import actions, registry
from boucle.after.lessons.engine import validity
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.models import Review
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def written(place: Territory, **fields: Any) -> Review:
    known = {"form": ReviewFormat.INTRA, "held_on": clock.today(), "changed": "Deux personnes au standard.", **fields}
    return actions.write_review(territory=place, **{"user": accounts.coordinator(place), **known})


def test_every_question_of_the_meter_has_its_words() -> None:
    assert tuple(name for name, _words in registry.VALIDITY) == validity.QUESTIONS
    assert len(validity.QUESTIONS) == 11


def test_the_meter_counts_what_holds() -> None:
    assert validity.score(["purpose", "purpose", "unknown"]) == 1
    grades = [validity.grade(validity.QUESTIONS[:number]) for number in (0, 5, 6, 8, 9, 11)]
    assert grades == ["thin", "thin", "fair", "fair", "solid", "solid"]


def test_a_review_is_written_while_the_crisis_lasts_and_read_by_everybody(place: Territory) -> None:
    client = lesson_pages.signed(accounts.coordinator(place))
    event = contributions.situation(place)
    here = f"/t/{place.slug}/lessons/"
    lesson_pages.page(client, f"{here}work/review/")
    typed = {"format": "intra", "held_on": clock.today().isoformat(), "people": "7", "event": event.pk}
    assert "ce qu’il faut en apprendre" in client.post(f"{here}work/review/", typed).content.decode()
    sent = {**typed, "changed": "Deux personnes au standard.", "answers": ["residents", "records"]}
    assert client.post(f"{here}work/review/", sent).status_code == 302
    page = lesson_pages.page(Client(), f"{here}reviews/")
    for words in ("Revue pendant la crise", "7 personnes", "Fiabilité : 2 sur 11", "Deux personnes au standard."):
        assert words in page
    assert Client().get("/t/nulle-part/lessons/reviews/").status_code == 404


def test_a_review_is_written_by_those_who_keep_the_lessons(place: Territory) -> None:
    stranger = accounts.coordinator(contributions.commune("Oullins"))
    with pytest.raises(NotAllowed):
        written(place, user=stranger)
    path = f"/t/{place.slug}/lessons/work/review/"
    assert lesson_pages.signed(stranger).get(path).status_code == 403
    assert "Aucune revue" in lesson_pages.page(Client(), f"/t/{place.slug}/lessons/reviews/")


def test_a_review_that_cannot_be_is_refused(place: Territory) -> None:
    closed = contributions.situation(place, closed_at=clock.now(), closed_by=accounts.coordinator(place))
    for fields in ({"changed": " "}, {"held_on": clock.today() + timedelta(days=1)}, {"event": closed}):
        with pytest.raises(NotPossible):
            written(place, **fields)
    assert not Review.objects.exists()


def test_the_same_form_twice_is_one_review(place: Territory) -> None:
    key = "8f2b7c8e-61c0-4b53-9d2e-0c2f5ad01a12"
    assert written(place, form_key=key) == written(place, form_key=key)


def test_the_database_refuses_a_review_that_says_nothing(place: Territory) -> None:
    row = written(place)
    for fields in ({"changed": ""}, {"format": "party"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.filter(pk=row.pk).update(**fields)
