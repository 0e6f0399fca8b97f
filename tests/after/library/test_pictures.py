"""Pictures of a sheet: re-encoded, described, shown by its text, waiting with its revision."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from boucle.after.library import actions
from boucle.after.library.models import Notebook, Picture, Sheet
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories.models import Territory
from tests.after.library.test_sheets import secret, typed
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db
GPS = 0x8825  # the part of EXIF that says where


@pytest.fixture
def place() -> Territory:
    return library.place()


def photo(colour: str = "teal") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(drawn, "PNG")
    return SimpleUploadedFile("photo.png", drawn.getvalue(), "image/png")


def propose(place: Territory, status: int = 200, **changes: Any) -> str:
    sent = typed(picture=photo(), picture_description="Une clé au crochet", **changes)
    answer = Client().post(f"/t/{place.slug}/library/propose/", sent)
    assert answer.status_code == status
    return answer.content.decode()


def read(sheet: Sheet, client: Client | None = None) -> str:
    return (client or Client()).get(f"/b/{sheet.contribution.reference}/").content.decode()


def publish(sheet: Sheet) -> None:
    row = sheet.contribution
    row.refresh_from_db()
    lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(row.territory)))


def test_a_picture_stands_where_the_text_shows_it(place: Territory) -> None:
    propose(place, text="Avant ![Une clé](image:1) après.")
    sheet = Sheet.objects.get()
    publish(sheet)
    page = read(sheet)
    address = f"/b/{sheet.contribution.reference}/images/{sheet.pictures[0]}.webp"
    assert f'<img src="{address}" alt="Une clé" width="40" height="30" loading="lazy">' in page
    assert page.count(address) == 1
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


def test_a_picture_that_no_text_shows_stands_below_with_its_description(place: Territory) -> None:
    propose(place)
    sheet = Sheet.objects.get()
    publish(sheet)
    assert 'alt="Une clé au crochet"' in read(sheet)


def test_a_picture_without_a_description_is_not_sent(place: Territory) -> None:
    answer = Client().post(f"/t/{place.slug}/library/propose/", typed(picture=photo()))
    assert answer.status_code == 422
    assert "Dites en quelques mots ce que l’image montre." in answer.content.decode()
    assert Picture.objects.count() == 0


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(place: Territory) -> None:
    file = SimpleUploadedFile("a.png", b"not a picture", "image/png")
    answer = Client().post(f"/t/{place.slug}/library/propose/", typed(picture=file, picture_description="Rien"))
    assert answer.status_code == 422
    assert "choisissez un JPEG, un PNG ou un WebP" in answer.content.decode()


def test_a_new_picture_waits_with_its_revision_and_its_referents_see_it(place: Territory) -> None:
    key = secret(propose(place))
    sheet = Sheet.objects.get()
    publish(sheet)
    page = Client().get(f"/sheet/{key}/revise/").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    sent = typed(picture=photo("red"), picture_description="Une porte rouge", seen=seen[1])
    assert Client().post(f"/sheet/{key}/revise/", sent).status_code == 302
    new = Picture.objects.get(description="Une porte rouge")
    address = f"/b/{sheet.contribution.reference}/images/{new.key}.webp"
    assert "Une porte rouge" not in read(sheet)
    assert Client().get(address).status_code == 404
    referent = Client()
    referent.force_login(accounts.coordinator(place))
    assert referent.get(address).status_code == 200
    assert "Une porte rouge" in referent.get(f"/moderation/{sheet.contribution.reference}/").content.decode()
    publish(sheet)
    assert "Une porte rouge" in read(sheet)
    sheet.refresh_from_db()
    assert len(sheet.pictures) == 2


def test_where_a_picture_was_taken_is_not_kept(place: Territory) -> None:
    taken = Image.new("RGB", (40, 30), "teal")
    exif = Image.Exif()
    exif.get_ifd(GPS)[2] = (50.0, 34.0, 12.0)
    drawn = io.BytesIO()
    taken.save(drawn, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(drawn.getvalue())).getexif().get_ifd(GPS) == {2: (50.0, 34.0, 12.0)}
    file = SimpleUploadedFile("a.png", drawn.getvalue(), "image/png")
    sent = typed(picture=file, picture_description="Une porte")
    assert Client().post(f"/t/{place.slug}/library/propose/", sent).status_code == 200
    kept = Image.open(io.BytesIO(bytes(Picture.objects.get().image)))
    assert (kept.format, len(kept.getexif())) == ("WEBP", 0)


def test_a_picture_without_words_in_the_text_takes_its_description(place: Territory) -> None:
    propose(place, text="Avant ![](image:1) après.")
    sheet = Sheet.objects.get()
    publish(sheet)
    assert 'alt="Une clé au crochet"' in read(sheet)


@pytest.fixture
def gathered(place: Territory) -> Notebook:
    """A notebook of two sheets, each with its picture: one in its text, one below."""
    keeper = accounts.coordinator(place)
    made = actions.create_notebook(territory=place, user=keeper, title="L’eau", introduction="")
    for number, text in enumerate(("Avant ![](image:1) après.", "Rien ne la montre."), 1):
        file = photo("teal" if number == 1 else "red")
        sent = typed(picture=file, picture_description=f"Une clé {number}", text=text, title=f"Fiche {number}")
        assert Client().post(f"/t/{place.slug}/library/propose/", sent).status_code == 200
        sheet = Sheet.objects.get(contribution__title=f"Fiche {number}")
        publish(sheet)
        actions.add_entry(notebook=made, user=keeper, reference=sheet.contribution.reference)
    return actions.write_notebook(notebook=made, user=keeper, title="L’eau", introduction="", is_open=True)


def taken(notebook: Notebook, name: str) -> bytes:
    answer = Client().get(f"/notebooks/{notebook.slug}/document/{name}/")
    assert answer.status_code == 200
    return answer.content


def test_pictures_stand_in_the_page_and_the_e_book_with_their_description(gathered: Notebook) -> None:
    page = taken(gathered, "html").decode()
    book = zipfile.ZipFile(io.BytesIO(taken(gathered, "epub")))
    chapters = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("xhtml"))
    for number in (1, 2):
        assert f'alt="Une clé {number}"' in page
        assert f'alt="Une clé {number}"' in chapters
    kept = [name for name in book.namelist() if name.endswith(".jpg")]
    assert [Image.open(io.BytesIO(book.read(name))).size for name in kept] == [(40, 30), (40, 30)]
    assert all(f'src="{name.rpartition("/")[2]}"' in chapters for name in kept)


@pytest.mark.parametrize(("name", "reads"), [("html", 0), ("pdf", 1), ("odt", 1), ("epub", 1)])
def test_only_a_format_that_carries_pictures_reads_their_bytes(gathered: Notebook, name: str, reads: int) -> None:
    with CaptureQueriesContext(connection) as noted:
        taken(gathered, name)
    assert sum('"library_picture"."image"' in each["sql"] for each in noted) == reads


def test_pictures_stand_in_the_text_document_with_their_description(gathered: Notebook) -> None:
    file = zipfile.ZipFile(io.BytesIO(taken(gathered, "odt")))
    content = file.read("content.xml").decode()
    frames = re.findall(r'<draw:image[^>]*xlink:href="(Pictures/[^"]+)"', content)
    assert [Image.open(io.BytesIO(file.read(name))).size for name in frames] == [(40, 30), (40, 30)]
    assert re.findall(r"<svg:desc>(.*?)</svg:desc>", content) == ["Une clé 1", "Une clé 2"]
    assert "image:1" not in content


def test_pictures_stand_in_the_pdf(gathered: Notebook) -> None:
    assert len(re.findall(rb"/Subtype\s*/Image", taken(gathered, "pdf"))) == 2


def test_a_picture_that_is_not_there_is_its_words(place: Territory) -> None:
    whole = library.session(territory=place)
    row = whole.contribution
    row.text = "Avant ![Une clé](image:9) après."
    row.save()
    for name in ("html", "pdf", "odt", "epub"):
        assert Client().get(f"/b/{row.reference}/document/{name}/").status_code == 200
    page = Client().get(f"/b/{row.reference}/document/html/").content.decode()
    assert "Avant Une clé après." in page
