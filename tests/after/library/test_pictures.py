"""Pictures of a sheet: re-encoded, described, shown by its text, waiting with its revision."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from boucle.after.library.models import Picture, Sheet
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories.models import Territory
from tests.after.library.test_sheets import secret, typed
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db


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
