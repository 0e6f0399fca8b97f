"""A consultation is made in two minutes; what was typed wrongly is named, and everything typed is still there."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.lifecycle.models import Link
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, Method, Stage
from boucle.together.consultations.models import Consultation
from tests.factories import accounts, contributions
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db

TYPED = {
    "method": "delphi",
    "title": "Que faire avant une coupure ?",
    "text": "Le conseil décide en mars.",
    "access": "panel",
    "anonymity": "yes",
    "is_hidden": "on",
    "minimum_cell": "5",
}


def test_a_coordinator_creates_a_consultation_that_nobody_else_sees() -> None:
    place = contributions.commune()
    client = signed(accounts.coordinator(place))
    page = client.get(reverse("consultations:new", args=[place.slug]), {"method": "delphi"})
    assert "There is no way back" in page.content.decode()
    answer = client.post(page.request["PATH_INFO"], TYPED | {"form_key": str(uuid4())})
    row = Consultation.objects.get()
    assert answer["Location"] == address(row, "facilitate")
    assert (row.stage, row.access, row.is_anonymous, row.is_hidden) == (Stage.DRAFT, Access.PANEL, True, True)
    assert signed().get(reverse("consultations:consultation", args=[row.contribution.reference])).status_code == 404


def test_the_same_form_sent_twice_makes_one() -> None:
    place = contributions.commune()
    client = signed(accounts.coordinator(place))
    sent = TYPED | {"form_key": str(uuid4())}
    first, again = (client.post(reverse("consultations:new", args=[place.slug]), sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Consultation.objects.count() == 1


def test_everything_of_the_form_is_kept() -> None:
    place = contributions.commune()
    situation = contributions.situation(place)
    lesson = contributions.contribution(territory=place)
    extra = {
        "anonymity": "no",
        "is_fast": "on",
        "situation": str(situation.pk),
        "about": lesson.reference.lower(),
        "quorum": "12",
        "population": "400",
        "minimum_cell": "4",
    }
    sent = {name: value for name, value in TYPED.items() if name != "is_hidden"} | extra
    signed(accounts.coordinator(place)).post(reverse("consultations:new", args=[place.slug]), sent)
    row = Consultation.objects.get()
    assert (row.is_anonymous, row.is_hidden, row.is_fast) == (False, False, True)
    assert (row.quorum, row.population, row.minimum_cell) == (12, 400, 4)
    assert row.contribution.situation == situation
    assert row.rule["stop"] == {"rounds_at_most": 2}
    assert Link.objects.get(source=row.contribution).target == lesson


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"method": ""}, "method", "Choose a method."),
        ({"title": ""}, "title", "Write the question."),
        ({"text": ""}, "text", "Say why it is asked: people decide by it whether to answer."),
        ({"minimum_cell": "2"}, "minimum_cell", "Ensure this value is greater than or equal to 3."),
        ({"about": "rien-01"}, "about", "Nothing has the reference “RIEN-01”: check its signs."),
        (
            {"is_open_to_statements": "on"},
            "is_open_to_statements",
            "This method takes no statements from people: untick it.",
        ),
        (
            {"method": "vote", "is_fast": "on"},
            "is_fast",
            "The short way is for a Delphi: untick it, or choose the Delphi.",
        ),
    ],
)
def test_a_wrong_answer_is_named_and_everything_typed_stays(changes: dict[str, Any], field: str, sentence: str) -> None:
    place = contributions.commune()
    url = reverse("consultations:new", args=[place.slug])
    answer = signed(accounts.coordinator(place)).post(url, TYPED | {"population": "777"} | changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert 'value="777"' in answer.content.decode()
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("route", ["new", "prepared"])
def test_only_coordinators_of_the_territory_come_here(route: str) -> None:
    place = contributions.commune()
    url = reverse(f"consultations:{route}", args=[place.slug])
    assert signed(accounts.coordinator(place)).get(url).status_code == 200
    assert signed(accounts.stranger()).get(url).status_code == 403
    assert signed(accounts.referent(place)).get(url).status_code == 403
    assert signed().get(url).status_code == 302
    missing = reverse(f"consultations:{route}", args=["nulle-part"])
    assert signed(accounts.stranger()).get(missing).status_code == 404


def test_the_list_has_what_is_prepared_and_what_runs(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    place = contributions.commune()
    user = accounts.coordinator(place)
    client, url = signed(user), reverse("consultations:prepared", args=[place.slug])
    draft = made.consultation(territory=place, user=user)
    running = made.consultation(Method.VOTE, territory=place, user=user)
    made.open_round(running)
    page = client.get(url)
    assert (page.context["drafts"], page.context["running"], page.context["over"]) == ([draft], [running], [])
    for _ in range(4):
        made.consultation(territory=place, user=user)
    with django_assert_max_num_queries(10):
        client.get(url)


def test_the_work_navigation_leads_coordinators_there() -> None:
    place = contributions.commune()
    url = reverse("consultations:prepared", args=[place.slug])
    page = signed(accounts.coordinator(place)).get(url)
    assert f'<a href="{url}" aria-current="page">Consultations</a>' in page.content.decode()


def test_its_words_change_until_the_first_round() -> None:
    row = made.consultation()
    client = signed(made.facilitator(row))
    words = {"title": "Que faire ?", "text": "Pour décider.", "minimum_cell": "3", "quorum": "8"}
    assert client.post(address(row, "settings"), words)["Location"] == address(row, "facilitate")
    row = Consultation.objects.get()
    assert (row.contribution.title, row.minimum_cell, row.quorum, row.is_hidden) == ("Que faire ?", 3, 8, False)
    made.open_round(row)
    answer = client.post(address(row, "settings"), words | {"title": "Autre chose ?"})
    assert answer.status_code == 422
    assert "they no longer change" in answer.content.decode()
    assert Consultation.objects.get().contribution.title == "Que faire ?"


def test_a_setting_that_never_changes_is_refused() -> None:
    row = made.consultation()
    with pytest.raises(TypeError, match="is_anonymous"):
        actions.change_settings(
            consultation=row, user=made.facilitator(row), title="Quoi ?", text="", is_anonymous=False
        )


def test_a_link_from_a_section_fills_in_what_the_answers_may_change() -> None:
    place = contributions.commune()
    section = contributions.contribution(territory=place, kind="section")
    client = signed(accounts.coordinator(place))
    address_ = reverse("consultations:new", args=[place.slug])
    page = client.get(address_, {"about": section.reference})
    assert page.context["form"]["about"].value() == section.reference
    client.post(address_, TYPED | {"form_key": str(uuid4()), "about": section.reference})
    link = Link.objects.get()
    assert (link.source, link.target, link.type) == (Consultation.objects.get().contribution, section, "changes")
