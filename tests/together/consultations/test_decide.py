"""A decision: what is kept, what is not, and why; then each contributor is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter
from boucle.together.consultations import actions
from boucle.together.consultations.actions import Choice
from boucle.together.consultations.enums import Access, ItemType, Method, Stage
from boucle.together.consultations.models import Consultation, Decision, Item, Outcome
from boucle.together.consultations.queries import deciding
from boucle.together.consultations.views.facilitate.decide import months_after
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db


def closed(items: int = 2) -> tuple[Consultation, list[Item]]:
    row = made.consultation()
    found = [made.item(row) for _ in range(items)]
    made.open_round(row, found)
    return made.close(row), found


def decided(row: Consultation, outcomes: dict[Item, Choice], **changes: Any) -> Decision:
    options = {"text": "La commune prévient.", "review_on": clock.today() + timedelta(days=90), **changes}
    return actions.decide(consultation=row, user=made.facilitator(row), outcomes=outcomes, **options)


def choices(items: list[Item]) -> dict[Item, Choice]:
    return {item: Choice(at == 0, f"Parce que {at}.") for at, item in enumerate(items)}


def test_a_decision_says_what_is_kept_what_is_not_and_why() -> None:
    row, items = closed()
    made_decision = decided(row, choices(items))
    assert Consultation.objects.get().stage == Stage.DECIDED
    assert made_decision.decided_by == made.facilitator(row)
    said = [(one.item, one.is_kept, one.reason) for one in deciding.outcomes(row)]
    assert said == [(items[0], True, "Parce que 0."), (items[1], False, "Parce que 1.")]


def test_everybody_who_took_part_is_told_once() -> None:
    row = made.consultation(Method.OPINIONS, access=Access.PANEL, is_open_to_statements=True)
    item = made.item(row, ItemType.STATEMENT)
    invited = made.invited(row, 3)
    made.open_round(row, [item])
    author = actions.bring(consultation=row, text="Prévenir les écoles d’abord.").contribution
    addresses = [contact.email for one in invited[:2] if (contact := one.panellist.contact) is not None]
    twice = ContactDetails(email=addresses[0].upper())
    for details in (ContactDetails(email="autrice@exemple.fr"),):
        lifecycle.save_contact(contribution=author, purpose=Purpose.AUTHOR, details=details)
    other = actions.bring(consultation=row, text="Ouvrir les gymnases.").contribution
    lifecycle.save_contact(contribution=other, purpose=Purpose.AUTHOR, details=twice)
    actions.leave(panellist=invited[2].panellist)
    row = made.close(row)
    decided(row, {item: Choice(True, "Oui.")})
    letters = Letter.objects.filter(template=Template.PANEL_DECISION)
    assert sorted(letter.contact.email for letter in letters if letter.contact) == sorted(
        ["autrice@exemple.fr", *addresses]
    )


def test_an_open_question_is_neither_kept_nor_not() -> None:
    row = made.consultation()
    items = [made.item(row, ItemType.OPEN), made.item(row)]
    never = made.item(row)
    made.open_round(row, items)
    row = made.close(row)
    assert list(deciding.items(row)) == [items[1]]
    decided(row, {items[1]: Choice(True, "Oui."), never: Choice(False, "Jamais demandé.")})
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Write what is decided."),
        ({"text": "x" * 8001}, "Shorten the decision: it has more than 8,000 signs."),
        ({"review_on": clock.today()}, "The decision is looked at again on a day that is still ahead."),
    ],
)
def test_a_decision_that_says_too_little_is_refused(changes: dict[str, Any], sentence: str, in_english: None) -> None:
    row, items = closed()
    with pytest.raises(NotPossible) as refusal:
        decided(row, choices(items), **changes)
    assert str(refusal.value) == sentence
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (None, "Say whether “"),
        (Choice(True, " "), "Say why, for “"),
        (Choice(True, "x" * 1001), "Shorten the reason of “"),
    ],
)
def test_each_item_has_its_outcome_and_its_reason(choice: Choice | None, sentence: str, in_english: None) -> None:
    row, items = closed()
    outcomes = {items[0]: Choice(True, "Oui.")} | ({items[1]: choice} if choice else {})
    with pytest.raises(NotPossible, match=sentence):
        decided(row, outcomes)
    assert not Decision.objects.exists() and not Letter.objects.exists()


def test_one_decides_after_the_close_once_and_not_as_a_stranger(in_english: None) -> None:
    row = made.consultation()
    item = made.item(row)
    made.open_round(row, [item])
    with pytest.raises(NotPossible, match="Close the consultation first"):
        decided(row, {item: Choice(True, "Oui.")})
    row = made.close(row)
    with pytest.raises(NotAllowed):
        actions.decide(consultation=row, user=accounts.stranger(), text="Oui.", review_on=clock.today(), outcomes={})
    decided(row, {item: Choice(True, "Oui.")})
    with pytest.raises(NotPossible, match="The decision is published already"):
        decided(row, {item: Choice(True, "Oui.")})


def test_the_database_refuses_an_outcome_without_a_reason() -> None:
    row, items = closed()
    decision = decided(row, choices(items))
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(decision=decision).update(reason="")


def test_the_page_decides_and_one_reason_serves_every_line_that_is_not_kept() -> None:
    row, items = closed(3)
    client = signed(made.facilitator(row))
    typed = {
        "text": "**Oui**, la commune prévient.",
        "review_on": str(clock.today() + timedelta(days=30)),
        f"kept_{items[0].number}": "yes",
        f"reason_{items[0].number}": "Le groupe est d’accord.",
        f"kept_{items[1].number}": "no",
        f"kept_{items[2].number}": "no",
        f"reason_{items[2].number}": "Trop cher.",
    }
    refused = client.post(address(row, "decision"), typed)
    assert refused.status_code == 422
    assert refused.context["form"].errors[f"reason_{items[1].number}"] == [
        "Say why, for what is kept and for what is not."
    ]
    assert "Trop cher." in refused.content.decode()
    page = client.post(address(row, "decision"), typed | {"others": "Hors de portée."}, follow=True)
    assert "The decision is published." in page.content.decode()
    assert [one.reason for one in deciding.outcomes(row)] == [
        "Le groupe est d’accord.",
        "Hors de portée.",
        "Trop cher.",
    ]
    shown = client.get(address(row, "decision")).content.decode()
    assert "<strong>Oui</strong>, la commune prévient." in shown and "Hors de portée." in shown
    assert client.post(address(row, "decision"), typed).status_code == 409


def test_the_page_proposes_what_the_rule_settled() -> None:
    row, items = closed()
    Item.objects.filter(pk=items[0].pk).update(verdict="agreed")
    Item.objects.filter(pk=items[1].pk).update(verdict="rejected")
    form = signed(made.facilitator(row)).get(address(row, "decision")).context["form"]
    assert [form[f"kept_{item.number}"].value() for item in items] == ["yes", "no"]


def test_a_review_is_some_months_later_even_at_the_end_of_a_month() -> None:
    day = clock.today().replace(year=2027, month=1, day=31)
    assert (str(months_after(day, 1)), str(months_after(day, 12))) == ("2027-02-28", "2028-01-31")
