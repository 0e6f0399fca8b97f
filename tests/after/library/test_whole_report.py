"""A whole report through the pages: brought in, checked, published by the worker, read; everything is accounted for.

The invented report always; the one that the project was asked to read where the shared texts stand beside it. Nobody
in that one is named here: their agreement is not ours to give.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boucle.after.library import jobs
from boucle.after.library.engine import formats, items, links
from boucle.after.library.models import Draft, Sheet
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Contribution, Link
from tests.factories import accounts, library, search

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

SHARED = Path(__file__).parents[4] / "shared" / "seeds" / "001_5443ef7ba8d0d898.txt"
TEXTS = {"invented": library.REPORT} | ({"001": SHARED.read_text(encoding="utf-8")} if SHARED.exists() else {})


@dataclass
class Brought:
    """A report in the library: its text, its draft, and a window of whoever brought it."""

    words: str
    draft: Draft
    client: Client
    place: Any


def bring(client: Client, place: Any, words: str) -> Draft:
    """Brings a file in, ticks every other speaker, publishes, and lets the worker do it."""
    file = SimpleUploadedFile("compte-rendu.txt", words.encode(), "text/plain")
    answer = client.post(f"/t/{place.slug}/library/import/", {"file": file})
    assert answer.status_code == 302
    draft = Draft.objects.order_by("-pk")[0]
    assert client.get(answer["Location"]).status_code == 200
    done = client.post(answer["Location"], {**typed(draft), "publish": "1"})
    assert done.status_code == 302
    while jobs.publish_drafts():
        pass
    draft.refresh_from_db()
    return draft


def typed(draft: Draft) -> dict[str, Any]:
    sent: dict[str, Any] = {"title": draft.title, "preface": draft.found["preface"]}
    for number, session in enumerate(draft.found["sessions"]):
        sent[f"s{number}-title"], sent[f"s{number}-date"] = session["title"], session["date"]
        sent[f"s{number}-agreed"] = [str(each) for each in range(0, len(session["speakers"]), 2)]
    return sent


@pytest.fixture(params=sorted(TEXTS))
def brought(request: pytest.FixtureRequest) -> Brought:
    place = library.place()
    client = Client()
    client.force_login(accounts.coordinator(place))
    words = TEXTS[request.param]
    return Brought(words, bring(client, place, words), client, place)


def test_a_whole_report_ends_as_linked_sheets_and_comes_once(brought: Brought) -> None:
    assert (brought.draft.stage, brought.draft.known) == ("done", 0)
    check_sessions(brought)
    check_speakers(brought)
    check_links(brought)
    check_joined(brought)
    check_pages(brought)
    check_references(brought)
    written = Sheet.objects.count()
    again = bring(brought.client, brought.place, brought.words)
    assert (again.written, again.known, Sheet.objects.count()) == (written, written, written)


def check_sessions(brought: Brought) -> None:
    """Each heading of the text is one session, in its order, with a day."""
    top = Sheet.objects.get(variety="session", session=None)
    sessions = top.parts.order_by("position")
    headings = re.findall(r"(?m)^SESSION \d+ – (.+?)\s*$", brought.words)
    assert [each.contribution.title for each in sessions] == headings
    assert all(each.held_on for each in sessions)


def check_speakers(brought: Brought) -> None:
    """Every speaker stands in their session with what they do: by name when they agreed, without it otherwise, and
    then in no other sheet either but for the works that they signed."""
    parts = re.findall(r"(?ms)^Intervenant\.e\.s :$(.*?)^PISTES", brought.words)
    shown = [
        each.speakers for each in Sheet.objects.filter(variety="session").exclude(session=None).order_by("position")
    ]
    assert [len(each) for each in shown] == [len(re.findall(r"(?m)^- ", part)) for part in parts]
    read = [speaker for session in brought.draft.found["sessions"] for speaker in session["speakers"]]
    assert [each["name"] for session in shown for each in session] == [
        each["name"] if each["agreed"] else "" for each in read
    ]
    assert all(each["role"] for session in shown for each in session)
    said = " ".join(Contribution.objects.exclude(sheet__variety="reference").values_list("text", flat=True))
    silent = [each["name"] for each in read if not each["agreed"]]
    assert [name for name in silent if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)] == []


def check_links(brought: Brought) -> None:
    """Every address of the text is in one sheet, as often as it stands there, and a reference leads to its own."""
    said = " ".join(Contribution.objects.order_by("pk").values_list("text", flat=True))
    expected = sorted(each.address for each in links.found(brought.words))
    assert sorted(each.address for each in links.found(said)) == expected
    for sheet in Sheet.objects.exclude(link="").select_related("contribution"):
        assert sheet.link in {each.address for each in links.found(sheet.contribution.text)}


def check_joined(brought: Brought) -> None:
    """Each piece hangs on its session twice: as a part of it, and by a link of the platform."""
    pieces = Sheet.objects.exclude(variety="session")
    assert pieces.filter(session=None).count() == 0
    joined = Link.objects.filter(type__in=[LinkType.LEARNT_FROM, LinkType.SUPPORTS])
    assert sorted(joined.values_list("source", "target")) == sorted(pieces.values_list("pk", "session"))
    assert set(Contribution.objects.values_list("state", flat=True)) == {"published"}


def check_pages(brought: Brought) -> None:
    """The page of each session shows all that hangs on it, to anybody."""
    for sheet in Sheet.objects.filter(variety="session").select_related("contribution"):
        page = Client().get(f"/b/{sheet.contribution.reference}/").content.decode()
        assert page.count('href="/b/') >= sheet.parts.count()
        assert texts.words(sheet.contribution.title)[0] in texts.fold(page)


def check_references(brought: Brought) -> None:
    """The references of the report leave in each format and are read back as they were read in the text."""
    search.work()
    pieces = [piece for session in brought.draft.found["sessions"] for piece in session["pieces"]]
    expected = [bare(piece["item"]) for piece in pieces if piece["variety"] == "reference"]
    for name, form in formats.FORMATS.items():
        written = Client().get(f"/t/{brought.place.slug}/library/references/{name}/?type=reference")
        found = form.read(written.content.decode())
        assert found.refusals == []
        assert sorted(map(bare, found.items), key=str) == sorted(expected, key=str)


def bare(item: items.Item) -> list[tuple[str, Any]]:
    """Without its key, which each file gives anew; a reference that only has an address is a page."""
    return sorted((name, value) for name, value in item.items() if name != "id")
