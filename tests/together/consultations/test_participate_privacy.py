"""Identities stand apart from what is said: the rows of both sides have no value in common."""

import uuid
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import models
from django.test import Client

from boucle.foundation.lifecycle.models import Contact
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import (
    Answer,
    Attendance,
    Consultation,
    Panellist,
    Sheet,
    Shown,
    Voice,
    Vote,
)
from boucle.together.consultations.queries import codes
from tests.factories import consultations as factory

pytestmark = pytest.mark.django_db
PANEL: tuple[type[models.Model], ...] = (Panellist, Attendance, Contact)
SAID: tuple[type[models.Model], ...] = (Voice, Sheet, Answer, Shown, Vote)
SHARED = {"consultation_id", "group_id", "round_id"}  # thousands have the same: they tell nobody apart


def telling(kinds: Iterable[type[models.Model]]) -> set[str]:
    """Every value of every row that could tell one person from another: texts, hashes, identifiers, moments."""
    return {
        text
        for kind in kinds
        for row in kind._default_manager.values()
        for name, value in row.items()
        if name not in SHARED
        for text in signs(value)
    }


def signs(value: Any) -> Iterable[str]:
    """Numbers and truths are too common to join anything; a UUID is written in two ways."""
    if isinstance(value, uuid.UUID):
        return (value.hex, str(value))
    if value is None or isinstance(value, bool | int | float) or value == "":
        return ()
    return (str(value),)


def taken_part(client: Client, **settings: Any) -> tuple[Consultation, list[str]]:
    """A panel of three, each of whom answers and sends in their own way; one opens the link only."""
    row = factory.consultation(access=Access.PANEL, **settings)
    invitations = factory.invited(row, 3)
    items = [factory.item(row), factory.item(row, ItemType.OPEN)]
    factory.open_round(row, items)
    for place, invitation in enumerate(invitations):
        page = f"/take-part/{invitation.code}/"
        client.get(page)
        if place < 2:
            client.post(f"{page}{items[0].number}/", {"value": str(place + 3), "reason": f"Raison {place}."})
            client.post(f"{page}{items[1].number}/", {"value": f"Texte {place}.", "may_quote": "on"})
            client.post(f"{page}send/")
    return row, [invitation.code for invitation in invitations]


def test_where_anonymity_is_set_no_value_is_on_both_sides(client: Client) -> None:
    taken_part(client, is_anonymous=True)
    assert (Voice.objects.count(), Sheet.objects.filter(is_sent=True).count(), Attendance.objects.count()) == (3, 2, 2)
    assert telling(PANEL) & telling(SAID) == set()
    assert set(Panellist.objects.values_list("key", flat=True)) == {None}


def test_the_same_search_finds_the_key_where_one_is_kept(client: Client) -> None:
    taken_part(client, is_anonymous=False)
    shared = telling(PANEL) & telling(SAID)
    assert {voice.pk.hex for voice in Voice.objects.all()} <= shared


def test_no_code_is_kept_on_either_side(client: Client) -> None:
    _row, drawn = taken_part(client)
    everything = telling(PANEL) | telling(SAID)
    for code in drawn:
        assert not {code, codes.read(code)} & everything


def test_no_column_of_what_is_said_holds_a_moment() -> None:
    moments = (models.DateField, models.TimeField)
    found = [field for kind in SAID for field in kind._meta.get_fields() if isinstance(field, moments)]
    assert found == []


def test_no_order_of_what_is_said_tells_who_came_first(client: Client) -> None:
    """Keys of voices, sheets and answers are drawn, not counted."""
    taken_part(client)
    assert {row.pk.version for kind in (Voice, Sheet, Answer) for row in kind._default_manager.all()} == {4}


def test_an_opinion_map_keeps_votes_without_a_name(client: Client) -> None:
    row = factory.consultation(Method.OPINIONS, access=Access.PANEL)
    invitations = factory.invited(row)
    item = factory.item(row, ItemType.STATEMENT)
    factory.open_round(row, [item])
    for invitation in invitations:
        page = f"/take-part/{invitation.code}/"
        client.post(f"{page}vote/", {"item": item.number, "value": "1"})
        client.post(f"{page}finish/")
    assert (Vote.objects.count(), Attendance.objects.count()) == (2, 2)
    assert telling(PANEL) & telling(SAID) == set()


def test_each_receipt_is_opened_by_its_owner_and_by_nobody_else(client: Client) -> None:
    taken_part(client)
    sent = list(Sheet.objects.filter(is_sent=True))
    said = [{answer.item.number: answer.value for answer in sheet.answers.select_related("item")} for sheet in sent]
    opened = [
        [actions.receipt_of(sheet.salt, answers) == other.receipt for other in sent]
        for sheet, answers in zip(sent, said, strict=True)
    ]
    assert opened == [[True, False], [False, True]]


def test_a_page_of_a_participant_never_names_them(client: Client) -> None:
    _row, drawn = taken_part(client, is_anonymous=False)
    for code in drawn:
        html = client.get(f"/take-part/{code}/").content.decode()
        assert "@exemple.fr" not in html
