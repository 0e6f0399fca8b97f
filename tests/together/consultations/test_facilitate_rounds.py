"""The desk says the next step; rounds are planned, opened, given time and closed from one page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boucle.foundation.core import clock
from boucle.together.consultations.enums import Access, ItemType, Method, Stage
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import steps
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db


def moment(**ahead: float) -> str:
    return timezone.localtime(clock.now() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def title(row: Consultation) -> str:
    return str(signed(made.facilitator(row)).get(address(row, "facilitate")).context["step"].title)


def test_the_desk_leads_from_the_first_word_to_the_decision() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    assert title(row) == "Write what is asked"
    item = made.item(row)
    assert title(row) == "Invite people"
    made.invited(row, 2)
    assert title(row) == "Plan the first round"
    client.post(address(row, "rounds"), {"items": [item.pk]})
    assert title(row) == "Open the first round"
    client.post(address(row, "round_open", 1))
    assert title(row) == "Round 1 is open"
    client.post(address(row, "round_close", 1))
    assert title(row) == "Prepare round 2, or close"
    client.post(address(row, "rounds"), {"items": [item.pk]})
    assert title(row) == "Open round 2"
    client.post(address(row, "close"))
    assert title(row) == "Decide"
    client.post(
        address(row, "decision"),
        {
            "text": "Oui.",
            "review_on": str(clock.today() + timedelta(days=9)),
            f"kept_{item.number}": "yes",
            f"reason_{item.number}": "Tous.",
        },
    )
    assert title(row) == "It is decided"


def test_one_round_methods_are_led_to_their_close_and_consent_to_its_own_desk() -> None:
    row = made.consultation(Method.VOTE)
    made.close_round(made.open_round(row, [made.item(row, ItemType.PROPOSAL)]))
    assert title(row) == "Close the consultation"
    assert title(made.consultation(Method.CONSENT)) == "Lead the proposal"


def test_a_round_is_planned_changed_opened_and_given_time() -> None:
    row = made.consultation()
    client = signed(made.facilitator(row))
    first, second = made.item(row), made.item(row)
    form = client.get(address(row, "rounds")).context["form"]
    assert form["items"].value() == [str(first.pk), str(second.pk)]
    assert form["closes_at"].value() is not None
    typed: dict[str, Any] = {"items": [first.pk], "introduction": "Bonjour", "closes_at": moment(days=2)}
    client.post(address(row, "rounds"), typed)
    client.post(address(row, "rounds"), typed | {"items": [first.pk, second.pk]})
    round_ = row.rounds.get()
    assert ([asked.item for asked in round_.asked.all()], round_.introduction) == ([first, second], "Bonjour")
    assert "Round 1 is open." in client.post(address(row, "round_open", 1), follow=True).content.decode()
    client.post(address(row, "round_extend", 1), {"closes_at": moment(days=5)})
    round_.refresh_from_db()
    assert timezone.localtime(round_.closes_at).strftime("%Y-%m-%dT%H:%M") == moment(days=5)
    client.post(address(row, "round_extend", 1), {"closes_at": ""})
    round_.refresh_from_db()
    assert round_.closes_at is None


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"items": []}, "items", "A round asks at least one thing."),
        ({"closes_at": "2020-01-01T10:00"}, "closes_at", "This end is already past: choose a later one."),
        (
            {"opens_at": "2040-01-02T10:00", "closes_at": "2040-01-01T10:00"},
            "closes_at",
            "A round ends after it begins.",
        ),
        ({"closes_at": "demain"}, "closes_at", "Enter a valid date/time."),
    ],
)
def test_a_wrong_plan_is_named_and_stays(typed: dict[str, Any], field: str, sentence: str) -> None:
    row = made.consultation()
    sent = {"items": [made.item(row).pk], "introduction": "Mes mots à moi"} | typed
    answer = signed(made.facilitator(row)).post(address(row, "rounds"), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert "Mes mots à moi" in answer.content.decode()
    assert not row.rounds.exists()


def test_what_cannot_be_opened_or_closed_is_said() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    client.post(address(row, "rounds"), {"items": [made.item(row).pk]})
    page = client.post(address(row, "round_open", 1), follow=True)
    assert "Invite at least two people" in page.content.decode()
    assert "This round is not open." in client.post(address(row, "round_close", 1), follow=True).content.decode()
    assert "there is nothing to close" in client.post(address(row, "close"), follow=True).content.decode()
    refused = client.post(address(row, "round_extend", 1), {"closes_at": "2020-01-01T10:00"})
    assert refused.status_code == 422
    assert client.post(address(row, "round_open", 9)).status_code == 404
    assert Consultation.objects.get().stage == Stage.DRAFT


def test_the_second_round_proposes_what_is_not_settled_and_what_the_coding_made() -> None:
    row = made.consultation()
    question = made.item(row, ItemType.OPEN)
    settled, moving = made.item(row), made.item(row)
    made.close_round(made.open_round(row, [question, settled, moving]))
    Item.objects.filter(pk=settled.pk).update(verdict="agreed")
    Item.objects.exclude(pk=settled.pk).update(verdict="", settled_in=None)
    coded = made.item(row, text="Venue d’un code")
    assert steps.proposed(row, list(row.rounds.all())) == [moving, coded]


def test_a_stranger_turns_no_round() -> None:
    row = made.consultation()
    made.open_round(row)
    client = signed(accounts.stranger())
    for route, rest in (
        ("rounds", ()),
        ("round_open", (1,)),
        ("round_close", (1,)),
        ("round_extend", (1,)),
        ("close", ()),
        ("paper", ()),
        ("decision", ()),
    ):
        assert client.post(address(row, route, *rest)).status_code == 403
    assert Consultation.objects.get().stage == Stage.OPEN


def test_a_crisis_proposes_a_day_and_calm_two_weeks() -> None:
    ends = []
    for is_fast in (True, False):
        row = made.consultation(is_fast=is_fast)
        made.item(row)
        form = signed(made.facilitator(row)).get(address(row, "rounds")).context["form"]
        ends.append((form.initial["closes_at"].date() - clock.today()).days)
    assert ends == [1, 14]


@pytest.mark.parametrize("route", ["facilitate", "rounds"])
def test_a_crowd_asks_no_more_queries(route: str) -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    made.invited(row, 2)
    made.open_round(row)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(row, route))
        counts.append(len(queries))
        made.invited(row, 10)
    assert counts[1] <= counts[0]
