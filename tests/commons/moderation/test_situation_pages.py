"""Situations in the hands of their coordinators, and before the eyes of the public."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from boucle.commons.moderation.actions import situation as actions
from boucle.commons.moderation.actions import situation_review
from boucle.foundation.accounts.models import Invitation
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import Nature, Phase
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions, situations

pytestmark = pytest.mark.django_db

PUBLIC_WEIGHT = 50_000


def address(territory: Territory, name: str, *rest: str) -> str:
    return reverse(f"moderation:{name}", args=[territory.slug, *rest])


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send back, with some answers changed."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values |= {name: field.prepare_value(values[name]) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in {**values, **changes}.items()}


def test_templates_are_shown_then_a_form_with_their_texts(signed_in: SignedIn) -> None:
    place = contributions.commune()
    situations.loaded()
    client = signed_in(accounts.coordinator(place))
    assert "?template=inondation" in client.get(address(place, "situation_new")).content.decode()
    page = client.get(address(place, "situation_new"), {"template": "inondation"})
    assert "Montez à l’étage" in page.content.decode()
    empty = client.get(address(place, "situation_new"), {"template": ""})
    assert empty.context["form"]["name"].value() is None


def test_a_coordinator_activates_from_a_template(
    signed_in: SignedIn, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    place = contributions.commune()
    situations.loaded()
    client = signed_in(accounts.coordinator(place))
    page = client.get(address(place, "situation_new") + "?template=canicule")
    sent = filled(page, name="Canicule d’août", guests="Rose@bron.example ; se soigner\n\nmax@bron.example")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page.request["PATH_INFO"], sent)
        again = client.post(page.request["PATH_INFO"], sent)
    made = Situation.objects.get()
    assert answer["Location"] == again["Location"] == address(place, "situation", "canicule-d-aout")
    assert (made.name, made.nature, made.decision_hours) == ("Canicule d’août", Nature.REAL, 24)
    assert [(one.email, str(one.theme or "")) for one in Invitation.objects.order_by("id")] == [
        ("rose@bron.example", "Getting care"),
        ("max@bron.example", ""),
    ]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["max@bron.example", "rose@bron.example"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give the situation a name"),
        ("themes", [], "Tick at least one theme"),
        ("decision_hours", "0", "1"),
        ("end_review_on", "2020-01-01", "in the past"),
        ("guests", "pas une adresse", "does not begin with an e-mail address"),
        ("guests", "a@bron.example ; Rien", "is not a theme"),
        ("nature", "rumeur", "rumeur"),
        ("instructions", "\n".join("x" * 13), "At most 12 lines"),
        ("instructions", "x" * 301, "300 signs"),
    ],
)
def test_a_wrong_answer_is_named_and_everything_typed_stays(
    signed_in: SignedIn, field: str, value: Any, sentence: str
) -> None:
    place = contributions.commune()
    situations.loaded()
    client = signed_in(accounts.coordinator(place))
    page = client.get(address(place, "situation_new"), {"template": "canicule"})
    answer = client.post(page.request["PATH_INFO"], filled(page, banner="Texte bien à moi", **{field: value}))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "Texte bien à moi" in answer.content.decode()
    assert Situation.objects.count() == 0


def test_the_list_of_situations_takes_the_same_queries_with_one_or_ten(signed_in: SignedIn) -> None:
    place = contributions.commune()
    client = signed_in(accounts.coordinator(place))
    situations.situation(place)
    client.get(address(place, "situations"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(place, "situations"))
    for _ in range(9):
        situations.situation(place)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address(place, "situations"))
    assert len(many) == len(few)
    assert page.content.decode().count('scope="row"') == 10


def test_texts_phase_and_end_review_change(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    client = signed_in(accounts.coordinator(place))
    page = client.get(address(place, "situation", made.slug))
    client.post(page.request["PATH_INFO"], filled(page, banner="Le courant revient.", instructions="Une.\nDeux."))
    client.post(address(place, "situation_phase", made.slug), {"phase": "after"})
    later = clock.today() + timedelta(days=40)
    client.post(address(place, "situation_end_review", made.slug), {"day": later.isoformat()})
    made.refresh_from_db()
    assert (made.banner, made.instructions, made.phase) == ("Le courant revient.", ["Une.", "Deux."], Phase.AFTER)
    assert made.end_review_on == later


def test_a_stale_form_keeps_what_was_typed_and_can_be_sent_again(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    coordinator = accounts.coordinator(place)
    client = signed_in(coordinator)
    page = client.get(address(place, "situation", made.slug))
    actions.update_texts(situation=made, by=coordinator, banner="Une collègue était là.")
    stale = client.post(page.request["PATH_INFO"], filled(page, banner="Le mien."))
    assert stale.status_code == 422
    assert "Somebody changed these texts" in stale.content.decode()
    assert "Le mien." in stale.content.decode()
    client.post(page.request["PATH_INFO"], filled(stale))
    made.refresh_from_db()
    assert made.banner == "Le mien."


@pytest.mark.parametrize(
    ("name", "data"),
    [("situation_phase", {"phase": "soon"}), ("situation_end_review", {"day": "2020-01-01"})],
)
def test_a_wrong_phase_or_day_is_refused_with_a_sentence(signed_in: SignedIn, name: str, data: dict[str, str]) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    answer = signed_in(accounts.coordinator(place)).post(address(place, name, made.slug), data, follow=True)
    assert 'class="call"' in answer.content.decode()
    assert Situation.objects.get(pk=made.pk).phase == Phase.DURING


def test_only_coordinators_touch_a_situation(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    people = [accounts.stranger(), accounts.referent(place), accounts.coordinator(contributions.commune("Oullins"))]
    for somebody in people:
        client = signed_in(somebody)
        for name in ("situation", "situation_close"):
            assert client.get(address(place, name, made.slug)).status_code == 403
        for name in ("situation", "situation_phase", "situation_end_review", "situation_close"):
            assert client.post(address(place, name, made.slug), {"step": "close"}).status_code == 403
    assert not Situation.objects.get(pk=made.pk).is_closed


def test_a_situation_is_managed_where_it_was_activated(signed_in: SignedIn) -> None:
    outer, inner = contributions.metropole(), contributions.commune()
    made = situations.situation(outer)
    client = signed_in(accounts.coordinator(outer))
    assert client.get(address(inner, "situation", made.slug)).status_code == 404
    assert made.name in client.get(address(inner, "situations")).content.decode()


def test_the_public_page_says_what_to_do_and_what_is_there(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    row = contributions.contribution(State.PUBLISHED, territory=place, situation=made)
    hidden = contributions.proposed(place, situation=made).contribution
    page = signed_in().get(address(place, "situation_public", made.slug))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Frappez chez une personne seule" in text
    assert row.title in text
    assert hidden.title not in text
    assert 'class="ribbon"' not in text
    assert len(page.content) < PUBLIC_WEIGHT


def test_the_public_page_takes_the_same_queries_with_many_fiches(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    page, client = address(place, "situation_public", made.slug), signed_in()
    contributions.contribution(State.PUBLISHED, territory=place, situation=made)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(6):
        contributions.contribution(State.PUBLISHED, territory=place, situation=made)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) <= len(few)


def test_the_public_page_is_the_same_for_everybody_until_something_changes(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place)
    first = signed_in().get(address(place, "situation_public", made.slug))
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    actions.update_texts(situation=made, by=accounts.coordinator(place), banner="Le courant revient.")
    second = signed_in().get(address(place, "situation_public", made.slug))
    assert second["ETag"] != first["ETag"]


def test_an_exercise_is_marked_and_an_unknown_situation_is_not_found(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.exercise(place)
    page = signed_in().get(address(place, "situation_public", made.slug)).content.decode()
    assert 'class="ribbon"' in page
    assert 'class="watermark"' in page
    assert 'content="noindex"' in page
    assert signed_in().get(address(place, "situation_public", "inconnue")).status_code == 404
    neighbour = contributions.commune("Oullins")
    assert signed_in().get(address(neighbour, "situation_public", made.slug)).status_code == 404


def test_the_coordinators_are_written_to_once_when_the_end_review_comes() -> None:
    place = contributions.commune()
    coordinator = accounts.coordinator(place, email="camille@bron.example")
    made = situations.situation(place, by=coordinator, end_review_on=clock.today())
    situations.situation(place, by=coordinator)
    assert situation_review.remind_all() == 1
    assert situation_review.remind_all() == 0
    assert [letter.to for letter in mail.outbox] == [["camille@bron.example"]]
    assert made.name in mail.outbox[0].subject
    assert reverse("moderation:situation", args=[place.slug, made.slug]) in str(mail.outbox[0].body)


def test_coordinators_around_are_written_to_when_the_territory_has_none() -> None:
    outer, inner = contributions.metropole(), contributions.commune()
    coordinator = accounts.coordinator(outer, email="camille@bron.example")
    situations.situation(inner, by=coordinator, end_review_on=clock.today())
    situation_review.remind_all()
    assert [letter.to for letter in mail.outbox] == [["camille@bron.example"]]


def test_looking_for_reminders_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert situation_review.remind_all() == 0
