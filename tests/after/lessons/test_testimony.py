"""Testimonies: brought by anybody, quoted by consent only, silent while an inquiry runs, with nobody's name."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.lessons import actions, models
from boucle.after.lessons.engine import names
from boucle.after.lessons.enums import Channel
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution, Revision
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages, lessons

pytestmark = pytest.mark.django_db
SECRET = "Le réservoir était trop petit, on le savait."


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def send(place: Territory, status: int = 200, **changes: Any) -> str:
    answer = Client().post(f"/t/{place.slug}/lessons/testify/", lesson_pages.typed(**changes))
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_anybody_testifies_without_an_account(place: Territory) -> None:
    assert "Dire ce que vous avez vu" in lesson_pages.page(Client(), f"/t/{place.slug}/lessons/testify/")
    html = send(place, pseudonym="Une voisine")
    row = models.Testimony.objects.get()
    assert row.contribution.reference in html
    assert (row.words, row.contribution.text, row.contribution.state) == (lessons.WORDS, lessons.WORDS, State.PROPOSED)
    assert (row.speaker, row.channel, row.pseudonym) == ("resident", Channel.FORM, "Une voisine")


def test_the_same_form_twice_is_one_testimony(place: Territory) -> None:
    typed = lesson_pages.typed()
    for _sent in range(2):
        Client().post(f"/t/{place.slug}/lessons/testify/", typed)
    assert models.Testimony.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("words", "", "Dites en quelques mots ce que vous avez vu"),
        ("consent", "", "sans votre accord"),
        ("seen_on", "2999-01-01", "encore à venir"),
    ],
)
def test_a_testimony_that_cannot_be_says_why_and_keeps_what_was_typed(
    place: Territory, field: str, value: str, said: str
) -> None:
    html = send(place, 422, pseudonym="Une voisine", **{field: value})
    assert said in html
    assert "Une voisine" in html
    assert not models.Testimony.objects.exists()


def test_names_of_others_are_pointed_out_then_masked_on_request(place: Territory) -> None:
    words = "Hier soir Mme Dupont est tombée. Appelez le 04 65 71 12 34."
    html = send(place, 422, words=words)
    assert "Mme Dupont" in html
    assert "Les masquer" in html
    assert words in html
    assert not models.Testimony.objects.exists()
    send(place, words=words, names="mask")
    row = models.Testimony.objects.get()
    assert row.words == row.contribution.text == "Hier soir […] est tombée. Appelez le […]."


def test_names_that_are_no_people_are_kept_by_choice(place: Territory) -> None:
    words = "Devant la salle Jean Moulin il faisait noir."
    send(place, 422, words=words)
    send(place, words=words, names="keep")
    assert models.Testimony.objects.get().words == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plus rien au robinet dès six heures dix.", []),
        ("Le docteur est venu. Marie Lambert aussi.", []),  # a sentence begins with any capital
        ("J’ai vu Marie Lambert et M. Noël.", ["Marie Lambert", "M. Noël"]),
        ("Écrivez à zoe.martin@exemple.be, ou au +32 470 12 34 56.", ["zoe.martin@exemple.be", "+32 470 12 34 56"]),
        ("Le bus va de La Brouck à Prayon Haut.", []),
        ("En 2026 il y avait 4310 foyers, 14 et 22.", []),
    ],
)
def test_what_looks_like_people_is_found(text: str, found: list[str]) -> None:
    assert [one.text for one in names.find(text, {"La Brouck", "Prayon"})] == found


def test_words_not_to_be_quoted_stand_in_no_public_row(place: Territory) -> None:
    row = lessons.published(place, words=SECRET, may_quote=False)
    assert row.words == SECRET
    kept = Contribution.objects.get(pk=row.pk)
    public = json.dumps([kept.title, kept.text, *Revision.objects.values_list("content", flat=True)])
    assert SECRET not in public
    page = lesson_pages.page(Client(), f"/testimonies/{kept.reference}/")
    assert "préfère ne pas être citée" in page
    assert SECRET not in page
    keeper = lesson_pages.signed(accounts.coordinator(place))
    assert SECRET in lesson_pages.page(keeper, f"/testimonies/{kept.reference}/")
    columns = [column.name for column in registry.kind("testimony").columns]
    assert columns == ["speaker", "channel", "may_quote"]


def test_a_testimony_waits_while_an_inquiry_runs(place: Territory) -> None:
    row = lessons.published(place)
    keeper = accounts.coordinator(place)
    actions.embargo(testimony=row, user=keeper, is_inquired=True)
    row.contribution.refresh_from_db()
    assert row.contribution.state == State.ARCHIVED
    with pytest.raises(NotPossible, match="enquête"):
        lifecycle.restore(contribution=row.contribution, by=rules.By(user=keeper))
    actions.embargo(testimony=row, user=keeper, is_inquired=False)
    lifecycle.restore(contribution=row.contribution, by=rules.By(user=keeper))


def test_an_embargo_until_a_day_ends_on_that_day(place: Territory) -> None:
    row = lessons.testimony(place)
    keeper = accounts.coordinator(place)
    actions.embargo(testimony=row, user=keeper, is_inquired=False, until=clock.today() + timedelta(days=3))
    with pytest.raises(NotPossible, match="embargo"):
        lifecycle.publish(contribution=row.contribution, by=rules.By(user=keeper))
    with clock.at(clock.now() + timedelta(days=3)):
        lifecycle.publish(contribution=row.contribution, by=rules.By(user=keeper))


def test_only_who_keeps_the_lessons_sets_an_embargo(place: Territory) -> None:
    row = lessons.testimony(place)
    stranger = accounts.coordinator(contributions.commune("Oullins"))
    with pytest.raises(NotAllowed):
        actions.embargo(testimony=row, user=stranger, is_inquired=True)
    path = f"/testimonies/{row.contribution.reference}/embargo/"
    assert lesson_pages.signed(stranger).get(path).status_code == 403
    keeper = lesson_pages.signed(accounts.coordinator(place))
    lesson_pages.page(keeper, path)
    assert keeper.post(path, {"is_inquired": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.is_inquired


def test_what_is_said_of_an_exercise_stays_an_exercise(place: Territory) -> None:
    row = lessons.testimony(place, event=contributions.situation(place, nature=Nature.EXERCISE))
    assert Contribution.objects.get(pk=row.pk).nature == Nature.EXERCISE


def test_an_agent_types_what_came_by_telephone(place: Territory) -> None:
    path = f"/t/{place.slug}/lessons/work/enter/"
    client = lesson_pages.signed(accounts.coordinator(place))
    lesson_pages.page(client, path)
    typed = {"words": lessons.WORDS, "speaker": "resident", "channel": "phone", "may_quote": "on"}
    assert client.post(path, {**typed, "words": ""}).status_code == 422
    assert client.post(path, typed).status_code == 302
    row = models.Testimony.objects.get()
    assert (row.channel, row.contribution.origin) == (Channel.PHONE, "staff")
    assert lesson_pages.signed(accounts.coordinator(contributions.commune("Oullins"))).get(path).status_code == 403


def test_the_author_follows_takes_back_brings_back_and_deletes(place: Territory) -> None:
    found = re.search(r'href="/my-testimony/([^/"]+)/"', send(place))
    assert found is not None
    path, client = f"/my-testimony/{found[1]}/", Client()
    assert "Aucun enseignement n’en vient encore." in lesson_pages.page(client, path)
    row = models.Testimony.objects.get()
    for do, state in (("withdraw", State.WITHDRAWN), ("restore", State.PROPOSED)):
        client.post(f"{path}{do}/")
        row.contribution.refresh_from_db()
        assert row.contribution.state == state
    assert "Tout effacer" in lesson_pages.page(client, f"{path}erase/")
    assert "Votre témoignage est supprimé" in client.post(f"{path}erase/").content.decode()
    assert not models.Testimony.objects.exists()
    for gone in (path, f"{path}erase/"):
        lesson_pages.page(client, gone, 404)


def test_a_testimony_that_is_not_published_is_shown_to_its_keepers_only(place: Territory) -> None:
    row = lessons.testimony(place)
    path = f"/testimonies/{row.contribution.reference}/"
    assert Client().get(path).status_code == 404
    assert lesson_pages.signed(accounts.coordinator(contributions.commune("Oullins"))).get(path).status_code == 404
    assert lessons.WORDS in lesson_pages.page(lesson_pages.signed(accounts.coordinator(place)), path)


def test_a_referent_reads_the_words_that_may_not_be_quoted_nowhere_in_the_queue(place: Territory) -> None:
    row = lessons.testimony(place, may_quote=False, words=SECRET)
    client = lesson_pages.signed(accounts.coordinator(place))
    page = lesson_pages.page(client, f"/moderation/{row.contribution.reference}/")
    assert "n’accepte pas d’être citée" in page
    assert SECRET not in page


def test_the_database_knows_who_speaks_and_how(place: Territory) -> None:
    row = lessons.testimony(place)
    for fields in ({"speaker": "ghost"}, {"channel": "dream"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Testimony.objects.filter(pk=row.pk).update(**fields)
    assert queries.broken_line(row.contribution) is None
