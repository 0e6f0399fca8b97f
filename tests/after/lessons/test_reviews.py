"""Reviews: held after the event or while it lasts, each with how much it can be trusted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.after.lessons import actions, registry
from boucle.after.lessons.engine import validity
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.models import Review
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages, lessons

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
    assert Review.objects.get().lines == ["Deux personnes au standard."]
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


def test_a_line_of_a_review_becomes_a_lesson_and_each_shows_the_other(place: Territory) -> None:
    keeper, event = accounts.coordinator(place), contributions.situation(place)
    review = written(place, user=keeper, event=event, changed="- Deux personnes au standard.\n- Un plan de secours.")
    client, own = lesson_pages.signed(keeper), f"/t/{place.slug}/lessons/reviews/{review.pk}/"
    begin = f"/t/{place.slug}/lessons/work/new/?review={review.pk}&line=2"
    assert begin.replace("&", "&amp;") in lesson_pages.page(client, own)
    form = lesson_pages.page(client, begin)
    assert 'value="Un plan de secours."' in form
    sent = client.post(begin, {"title": "Un plan de secours.", "raw": "Un plan de secours.", "event": event.pk})
    row = review.lessons.get()
    assert sent.headers["Location"] == f"/l/{row.contribution.reference}/"
    assert row.event == event
    assert f"/l/{row.contribution.reference}/" in lesson_pages.page(client, own)
    public = lesson_pages.page(Client(), own)
    assert "Aucun enseignement publié n’en vient encore." in public
    assert row.contribution.reference not in public
    actions.publish(lesson=actions.change_text(lesson=row, user=keeper, content=lessons.ANALYSIS), user=keeper)
    assert f"/l/{row.contribution.reference}/" in lesson_pages.page(Client(), own)
    assert own in lesson_pages.page(Client(), f"/l/{row.contribution.reference}/")
    assert Client().get(f"/t/{place.slug}/lessons/reviews/{review.pk + 1}/").status_code == 404


def test_a_lesson_that_is_there_is_joined_to_the_review_that_raised_it(place: Territory) -> None:
    row = lessons.lesson(territory=place)
    review = written(place)
    client, path = lesson_pages.signed(lessons.keeper(row)), f"/l/{row.contribution.reference}/learn-from/"
    assert "revue pendant la crise" in lesson_pages.page(client, path)
    refused = client.post(path, {})
    assert refused.status_code == 422
    assert "Donnez une référence, ou choisissez une revue." in refused.content.decode()
    assert client.post(path, {"review": review.pk}).status_code == 302
    assert list(review.lessons.all()) == [row]


def test_the_drafts_of_a_wider_territory_are_not_a_communes_to_read(place: Territory) -> None:
    review, around, metropole = written(place), contributions.metropole(), {}
    for title, is_public in (("Brouillon de la métropole", False), ("Publié par la métropole", True)):
        row = metropole[is_public] = lessons.lesson(territory=around, title=title, is_public=is_public)
        actions.come_from(lesson=row, user=lessons.keeper(row), review=review)
    own = lessons.lesson(territory=place, title="Brouillon de la commune", is_public=False)
    actions.come_from(lesson=own, user=lessons.keeper(own), review=review)
    here = f"/t/{place.slug}/lessons/reviews/"
    titles = ("Brouillon de la métropole", "Brouillon de la commune", "Publié par la métropole")
    readers = (
        (Client(), [False, False, True]),
        (lesson_pages.signed(accounts.coordinator(place)), [False, True, True]),
        (lesson_pages.signed(accounts.coordinator(around)), [True, True, True]),
    )
    for client, read in readers:
        for path in (here, f"{here}{review.pk}/"):
            page = lesson_pages.page(client, path)
            assert [title in page for title in titles] == read


def test_what_a_lesson_taught_elsewhere_stays_a_draft_there(place: Territory) -> None:
    row, around = lessons.lesson(territory=place), contributions.metropole()
    draft = lessons.lesson(territory=around, title="Brouillon de la métropole", is_public=False)
    actions.learn_from(lesson=draft, user=lessons.keeper(draft), source=row.contribution)
    voice = lessons.published(place)
    actions.learn_from(lesson=draft, user=lessons.keeper(draft), source=voice.contribution)
    for path in (f"/l/{row.contribution.reference}/", f"/testimonies/{voice.contribution.reference}/"):
        own, wide = (lesson_pages.page(lesson_pages.signed(accounts.coordinator(at)), path) for at in (place, around))
        assert ["Brouillon de la métropole" in page for page in (own, wide)] == [False, True]


def test_a_review_held_elsewhere_raises_no_lesson_here(place: Territory) -> None:
    row = lessons.lesson(territory=place)
    elsewhere = written(lesson_pages.opened("Oullins"))
    with pytest.raises(NotPossible):
        actions.come_from(lesson=row, user=lessons.keeper(row), review=elsewhere)
    around = written(contributions.metropole())
    assert actions.come_from(lesson=row, user=lessons.keeper(row), review=around).review == around


def test_reviews_with_their_lessons_ask_as_many_questions_for_many_as_for_one(
    place: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        row = lessons.lesson(territory=place)
        actions.come_from(lesson=row, user=lessons.keeper(row), review=written(place))
    with django_assert_max_num_queries(9):
        Client().get(f"/t/{place.slug}/lessons/reviews/")
