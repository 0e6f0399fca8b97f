"""What authors are told, and by whom a fiche is awaited."""

import pytest
from django.core import mail

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs as outbox
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import actions, jobs
from boucle.foundation.messages.models import Letter
from tests.factories import accounts, contributions

AWA = lifecycle.ContactDetails(email="awa@bron.example")


@pytest.fixture
def fiche(db: None) -> lifecycle.Proposed:
    return contributions.proposed(contact=AWA)


def decider(row: Contribution) -> rules.By:
    return rules.By(user=accounts.coordinator(row.territory))


def told() -> list[str]:
    while outbox.work(limit=100):
        pass
    return list(Letter.objects.order_by("id").values_list("template", flat=True))


def test_each_decision_is_told_to_the_author_once(fiche: lifecycle.Proposed) -> None:
    row = fiche.contribution
    by = decider(row)
    lifecycle.return_to_author(contribution=row, by=by, question="À quelle heure ?")
    lifecycle.revise(contribution=row, content={"text": "À midi."}, by=rules.By(secret=fiche.secret))
    lifecycle.publish(contribution=row, by=by)
    lifecycle.archive(contribution=row, by=by, reason=Reason.OUTDATED)
    assert told() == ["returned", "published", "archived"]
    assert told() == ["returned", "published", "archived"]
    assert jobs.send_due() == 3
    assert {message.to[0] for message in mail.outbox} == {"awa@bron.example"}
    assert "À quelle heure ?" in str(mail.outbox[0].body)


def test_a_rejection_says_its_reason(fiche: lifecycle.Proposed) -> None:
    row = fiche.contribution
    lifecycle.reject(contribution=row, by=decider(row), reason=Reason.ADVERTISING, note="Écrivez sans prix.")
    assert told() == ["rejected"]
    jobs.send_due()
    text = str(mail.outbox[0].body)
    assert "Écrivez sans prix." in text


def test_a_correction_that_is_decided_is_told(fiche: lifecycle.Proposed) -> None:
    row = fiche.contribution
    by = decider(row)
    lifecycle.publish(contribution=row, by=by)
    for decide in ("publish", "reject"):
        lifecycle.revise(contribution=row, content={"text": decide}, by=rules.By(secret=fiche.secret))
        if decide == "publish":
            lifecycle.publish(contribution=row, by=by)
        else:
            lifecycle.reject(contribution=row, by=by, reason=Reason.UNVERIFIABLE)
    assert told() == ["published", "revision_published", "revision_rejected"]


def test_a_merge_leads_to_the_other_fiche(fiche: lifecycle.Proposed) -> None:
    row = fiche.contribution
    other = contributions.contribution(State.PUBLISHED)
    lifecycle.merge(contribution=row, into=other, by=decider(row))
    assert told() == ["merged"]
    jobs.send_due()
    assert other.reference in str(mail.outbox[0].body)


def test_an_author_without_an_address_is_told_nothing(db: None) -> None:
    contributions.contribution(State.PUBLISHED)
    assert told() == []


def test_the_receipt_carries_the_private_link_and_the_table_forgets_it(fiche: lifecycle.Proposed) -> None:
    path = f"/follow/{fiche.secret}/"
    for _ in range(2):
        actions.send_receipt(contribution=fiche.contribution, path=path)
    assert jobs.send_due() == 1
    assert path in str(mail.outbox[0].body)
    assert fiche.secret not in str(Letter.objects.values())


def test_those_whom_a_fiche_awaits_are_told(db: None) -> None:
    place = contributions.commune()
    referent = accounts.referent(place)
    row = contributions.proposed(place).contribution
    assert [letter.user for letter in actions.tell_asked(contribution=row)] == [referent]
    actions.tell_asked(contribution=row)
    assert Letter.objects.count() == 1
