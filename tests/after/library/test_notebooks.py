"""Watch notebooks: gathered by those who coordinate, read by everybody, taken away whole."""

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.library import actions
from boucle.after.library.models import Entry, Notebook
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, library

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return library.place()


@pytest.fixture
def keeper(place: Territory) -> User:
    return accounts.coordinator(place)


def notebook(place: Territory, keeper: User, *, is_open: bool = True) -> Notebook:
    made = actions.create_notebook(territory=place, user=keeper, title="L’eau", introduction="Ce qui se mesure.")
    return actions.write_notebook(
        notebook=made, user=keeper, title=made.title, introduction=made.introduction, is_open=is_open
    )


def filled(place: Territory, keeper: User) -> Notebook:
    made = notebook(place, keeper)
    first = library.sheet(territory=place, title="Mesurer", text="Un mètre ruban.")
    other = contributions.contribution(State.PUBLISHED, territory=place, title="La fontaine du Pré")
    for row, why in ((first.contribution, "Pour commencer."), (other, "")):
        actions.add_entry(notebook=made, user=keeper, reference=row.reference, chapter="Premier pas", why=why)
    return made


def test_a_notebook_gathers_contributions_of_any_room(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    page = Client().get(f"/notebooks/{made.slug}/").content.decode()
    for said in ("Premier pas", "Mesurer", "Pour commencer.", "La fontaine du Pré"):
        assert said in page
    assert [entry.contribution.kind for entry in made.entries.all()] == ["sheet", "initiative"]


def test_what_is_no_longer_public_leaves_the_page_of_a_notebook(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    row = made.entries.all()[0].contribution
    lifecycle.archive(contribution=row, by=rules.By(user=keeper), reason="outdated")
    assert "Pour commencer." not in Client().get(f"/notebooks/{made.slug}/").content.decode()


def test_a_notebook_in_preparation_is_for_its_editors(place: Territory, keeper: User) -> None:
    made = notebook(place, keeper, is_open=False)
    assert Client().get(f"/notebooks/{made.slug}/").status_code == 404
    client = Client()
    client.force_login(keeper)
    assert client.get(f"/notebooks/{made.slug}/").status_code == 200


def test_nobody_else_writes_a_notebook(place: Territory, keeper: User) -> None:
    made = notebook(place, keeper)
    stranger = accounts.user()
    with pytest.raises(PermissionDenied):
        actions.create_notebook(territory=place, user=stranger, title="Autre")
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/notebooks/{made.slug}/edit/").status_code == 403
    assert client.post(f"/notebooks/{made.slug}/add/", {"reference": "X"}).status_code == 403


def test_a_reference_that_leads_nowhere_public_is_refused_with_a_sentence(place: Territory, keeper: User) -> None:
    made = notebook(place, keeper)
    waiting = library.sheet(State.PROPOSED, territory=place)
    client = Client()
    client.force_login(keeper)
    for reference in ("NULLE", waiting.contribution.reference):
        answer = client.post(f"/notebooks/{made.slug}/add/", {"reference": reference})
        assert answer.status_code == 422
        assert "Aucune fiche publique" in answer.content.decode()
    assert made.entries.count() == 0


def test_what_is_of_an_exercise_does_not_enter_a_notebook(place: Territory, keeper: User) -> None:
    made = notebook(place, keeper)
    exercise = contributions.situation(place, nature=Nature.EXERCISE)
    row = contributions.contribution(State.PUBLISHED, territory=place, situation=exercise)
    with pytest.raises(NotPossible):
        actions.add_entry(notebook=made, user=keeper, reference=row.reference)


def test_entries_go_up_and_out_through_the_page(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    first, second = made.entries.all()
    client = Client()
    client.force_login(keeper)
    assert client.post(f"/notebooks/{made.slug}/entries/{second.pk}/", {"up": "1"}).status_code == 302
    assert list(made.entries.values_list("pk", flat=True)) == [second.pk, first.pk]
    assert client.post(f"/notebooks/{made.slug}/entries/{first.pk}/", {"remove": "1"}).status_code == 302
    assert list(made.entries.values_list("pk", flat=True)) == [second.pk]


def test_a_notebook_is_begun_and_written_through_its_pages(place: Territory, keeper: User) -> None:
    client = Client()
    client.force_login(keeper)
    assert client.post(f"/t/{place.slug}/library/notebooks/new/", {"title": ""}).status_code == 422
    answer = client.post(f"/t/{place.slug}/library/notebooks/new/", {"title": "Les portes"})
    assert answer.status_code == 302
    sent = {"title": "Les portes", "introduction": "Frapper.", "is_open": "on"}
    assert client.post(answer["Location"], sent).status_code == 302
    assert "Les portes" in Client().get(f"/t/{place.slug}/library/notebooks/").content.decode()
    assert "Cahiers de veille" in Client().get(f"/t/{place.slug}/library/").content.decode()


@pytest.mark.parametrize("name", ["html", "pdf", "odt", "epub"])
def test_a_notebook_is_taken_away_whole(place: Territory, keeper: User, name: str) -> None:
    made = filled(place, keeper)
    answer = Client().get(f"/notebooks/{made.slug}/document/{name}/")
    assert answer.status_code == 200
    if name == "epub":
        book = zipfile.ZipFile(io.BytesIO(answer.content))
        said = "".join(book.read(each).decode() for each in book.namelist() if each.endswith("html"))
        assert "Un mètre ruban." in said
        assert book.read("mimetype") == b"application/epub+zip"
    assert Client().get(f"/notebooks/{made.slug}/document/docx/").status_code == 404


def test_two_notebooks_of_one_title_have_two_addresses(place: Territory, keeper: User) -> None:
    assert notebook(place, keeper).slug != notebook(place, keeper).slug


def test_an_entry_stands_once_and_a_notebook_has_a_title(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    fields: dict[str, Any] = {"notebook": made, "contribution": made.entries.all()[0].contribution, "position": 9}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notebook.objects.filter(pk=made.pk).update(title="")


def test_a_notebook_takes_as_many_queries_for_ten_entries_as_for_two(
    place: Territory, keeper: User, django_assert_max_num_queries: Any
) -> None:
    made = filled(place, keeper)
    for _time in range(8):
        row = library.sheet(territory=place).contribution
        actions.add_entry(notebook=made, user=keeper, reference=row.reference)
    with django_assert_max_num_queries(12):
        Client().get(f"/notebooks/{made.slug}/")
