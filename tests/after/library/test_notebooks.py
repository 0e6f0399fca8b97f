"""Watch notebooks: gathered by those who coordinate, read by everybody, taken away whole."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.library import actions
from boucle.after.library.actions import notebook as writing
from boucle.after.library.models import Entry, Notebook, Sheet
from boucle.after.library.queries import notebooks
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.after.library.test_sheets import typed
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


# What readers propose for it


def proposed(made: Notebook, **changes: Any) -> Sheet:
    answer = Client().post(f"/notebooks/{made.slug}/propose/", typed(**changes))
    assert answer.status_code == 200
    return Sheet.objects.get(contribution__title="Une fontaine par quartier")


def desk_of(keeper: User) -> Client:
    client = Client()
    client.force_login(keeper)
    return client


def test_a_reader_proposes_a_sheet_for_a_notebook_and_its_editors_put_it_in(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    assert f'href="/notebooks/{made.slug}/propose/"' in Client().get(f"/notebooks/{made.slug}/").content.decode()
    sheet = proposed(made)
    client, address = desk_of(keeper), f"/notebooks/{made.slug}/edit/"
    assert "1 fiche proposée par un lecteur" in client.get(f"/notebooks/{made.slug}/").content.decode()
    assert "Un référent la lit d’abord." in client.get(address).content.decode()
    lifecycle.publish(contribution=sheet.contribution, by=rules.By(user=keeper))
    assert "Une fontaine par quartier" not in Client().get(f"/notebooks/{made.slug}/").content.decode()
    assert f'name="reference" value="{sheet.contribution.reference}"' in client.get(address).content.decode()
    sent = {"reference": sheet.contribution.reference, "chapter": "Voisins", "why": "Écrite pour nous."}
    assert client.post(f"/notebooks/{made.slug}/add/", sent).status_code == 302
    page = Client().get(f"/notebooks/{made.slug}/").content.decode()
    for said in ("Voisins", "Une fontaine par quartier", "Écrite pour nous."):
        assert said in page
    assert "Ce que des lecteurs proposent" not in client.get(address).content.decode()


def test_editors_see_as_many_proposals_as_a_page_holds_the_public_ones_first_and_how_many_more(
    place: Territory, keeper: User, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(notebooks, "MOST_OFFERED", 2)
    made = filled(place, keeper)
    for title, state in (("Une", State.PROPOSED), ("Deux", State.PROPOSED), ("Trois", State.PUBLISHED)):
        row = library.sheet(state, territory=place, title=title).contribution
        writing.offer(notebook=made, contribution=row)
    client = desk_of(keeper)
    page = client.get(f"/notebooks/{made.slug}/edit/").content.decode()
    assert re.findall(r">(Une|Deux|Trois)</a>", page) == ["Trois", "Une"]
    assert "1 autre attend derrière" in page
    with django_assert_max_num_queries(14):
        assert "3 fiches proposées par des lecteurs" in client.get(f"/notebooks/{made.slug}/").content.decode()


def test_what_is_left_out_of_a_notebook_stays_in_the_library(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    sheet = proposed(made)
    entry = made.entries.get(is_kept=False)
    assert desk_of(keeper).post(f"/notebooks/{made.slug}/entries/{entry.pk}/", {"remove": "1"}).status_code == 302
    assert (made.entries.count(), Sheet.objects.filter(pk=sheet.pk).exists()) == (2, True)


def test_nobody_proposes_for_a_notebook_in_preparation(place: Territory, keeper: User) -> None:
    made = notebook(place, keeper, is_open=False)
    assert Client().get(f"/notebooks/{made.slug}/propose/").status_code == 404


def test_a_form_in_error_keeps_what_was_typed_and_the_notebook(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    answer = Client().post(f"/notebooks/{made.slug}/propose/", typed(consent=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Une fontaine par quartier"' in page
    assert made.title in page


def test_the_count_of_a_notebook_is_what_everybody_reads_of_it(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    proposed(made)
    assert [each.size for each in notebooks.of(place, is_editor=False)] == [2]


# On paper


def test_a_sheet_stands_whole_in_a_notebook_on_paper_and_its_notes_keep_to_themselves(
    place: Territory, keeper: User
) -> None:
    made = notebook(place, keeper)
    for number in (1, 2):
        row = library.sheet(
            territory=place,
            title=f"Fiche {number}",
            text=f"Un texte[^1].\n\n[^1]: Note {number}.",
            redo=f"Refaire {number}.",
            sources=f"Source {number}.",
            authors=[{"family": "Pré", "given": f"Léa {number}"}],
        ).contribution
        actions.add_entry(notebook=made, user=keeper, reference=row.reference)
    page = Client().get(f"/notebooks/{made.slug}/document/html/").content.decode()
    for number in (1, 2):
        for said in (f"Note {number}.", f"Refaire {number}.", f"Source {number}.", f"Léa {number} Pré"):
            assert page.count(said) == 1


def test_a_session_in_a_notebook_brings_all_that_hangs_on_it(place: Territory, keeper: User) -> None:
    first = library.session(territory=place).parts.order_by("position")[0]
    made = notebook(place, keeper)
    actions.add_entry(notebook=made, user=keeper, reference=first.contribution.reference)
    page = Client().get(f"/notebooks/{made.slug}/document/html/").content.decode().replace("\xa0", " ")
    for said in ("Qui compte les bidons qui restent ?", "La soif des villes", "Zélie Tournebride"):
        assert said in page


def test_an_e_book_begins_with_what_it_is(place: Territory, keeper: User) -> None:
    made = filled(place, keeper)
    book = zipfile.ZipFile(io.BytesIO(Client().get(f"/notebooks/{made.slug}/document/epub/").content))
    first = book.read("EPUB/title.xhtml").decode()
    assert "<h1>L’eau</h1>" in first
    assert f"/notebooks/{made.slug}/" in first
