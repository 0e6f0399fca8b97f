"""Reports, messages passed on, claims."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.during.initiatives import actions
from boucle.during.initiatives.models import Claim, Report
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact, ContactReading, Contribution
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon() -> Territory:
    return factory.metropole()


def send(client: Client, row: Contribution, step: str, status: int = 200, **typed: Any) -> str:
    answer = client.post(f"/f/{row.reference}/{step}/", factory.guarded(**typed), headers={"accept-language": "fr"})
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def claimed(row: Contribution) -> Claim:
    return actions.claim(
        contribution=row,
        organisation="Les Tilleuls",
        reason="C’est notre salle.",
        contact=lifecycle.ContactDetails(email="bureau@tilleuls.example"),
        form_key=uuid.uuid4(),
    )


@pytest.mark.parametrize("step", ["report", "message", "claim"])
def test_each_form_opens_for_anybody_and_only_on_a_public_fiche(lyon: Territory, client: Client, step: str) -> None:
    row = factory.published(lyon)
    assert client.get(f"/f/{row.reference}/{step}/").status_code == 200
    hidden = factory.proposed(lyon).contribution
    assert client.get(f"/f/{hidden.reference}/{step}/").status_code == 404
    assert client.post(f"/f/{hidden.reference}/{step}/", factory.guarded(text="x")).status_code == 404


def test_a_problem_is_reported_once_even_when_sent_twice(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    key = str(uuid.uuid4())
    for _ in range(2):
        assert "Merci." in send(client, row, "report", key=key, text="Porte close \x00<b>le lundi</b>")
    assert [report.text for report in Report.objects.all()] == ["Porte close <b>le lundi</b>"]
    assert "Dites en quelques mots ce qui ne va pas." in send(client, row, "report", 422, text=" ")


def test_a_message_reaches_the_author_and_shows_no_address(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    Letter.objects.all().delete()
    html = send(client, row, "message", text="Puis-je venir à vélo ?", email="visiteur@velo.example")
    assert "auteur@tilleuls.example" not in html
    while jobs.send_due():
        pass
    sent = next(each for each in mail.outbox if "Puis-je venir à vélo ?" in each.body)
    assert sent.to == ["auteur@tilleuls.example"]
    assert sent.reply_to == ["visiteur@velo.example"]
    assert "Puis-je venir" not in str(list(Letter.objects.values_list("context", "once")))


def test_a_message_sent_twice_is_passed_on_once(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    key = str(uuid.uuid4())
    for _ in range(2):
        send(client, row, "message", key=key, text="Bonjour", email="visiteur@velo.example")
    assert Letter.objects.filter(template="relay").count() == 1
    assert Contact.objects.filter(purpose=Purpose.SENDER).count() == 1


def test_the_senders_address_is_deleted_within_a_week_even_while_the_fiche_is_public(
    lyon: Territory, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = factory.published(lyon)
    send(client, row, "message", text="Bonjour", email="visiteur@velo.example")
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=8))
    assert actions.purge() == 1
    assert not Contact.objects.filter(purpose=Purpose.SENDER).exists()
    assert Contact.objects.filter(purpose=Purpose.AUTHOR).exists()


def test_nobody_can_write_where_no_address_was_given(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon, email="")
    assert client.get(f"/f/{row.reference}/message/").status_code == 404


def test_a_claim_waits_for_a_referent_with_its_address_apart(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    html = send(client, row, "claim", organisation="Les Tilleuls", email="bureau@tilleuls.example", reason="À nous.")
    assert "Un référent la vérifie" in html
    claim = Claim.objects.get()
    assert claim.contact is not None
    assert (claim.contact.purpose, claim.contact.email) == (Purpose.CLAIMANT, "bureau@tilleuls.example")
    send(client, row, "claim", 422, organisation="", email="pas une adresse", reason="")


def test_an_approved_claim_gives_a_new_link_and_ends_the_old_one(lyon: Territory) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    claim = claimed(row)
    secret = actions.approve_claim(claim=claim, user=accounts.coordinator(lyon))
    assert queries.by_secret(secret) == row
    assert queries.by_secret(made.secret) is None
    author = Contact.objects.get(contribution=row, purpose=Purpose.AUTHOR)
    assert author.email == "bureau@tilleuls.example"
    letter = Letter.objects.get(template="claim_approved")
    assert (letter.contact, secret in letter.once["private_path"]) == (author, True)
    with pytest.raises(rules.NotPossible):
        actions.approve_claim(claim=claim, user=accounts.coordinator(lyon))


def test_a_refused_claim_changes_nothing_and_forgets_the_address(lyon: Territory) -> None:
    made = factory.proposed(lyon)
    claim = claimed(factory.publish(made, lyon))
    refused = actions.refuse_claim(claim=claim, user=accounts.coordinator(lyon))
    assert refused.is_approved is False
    assert queries.by_secret(made.secret) is not None
    assert not Contact.objects.filter(purpose=Purpose.CLAIMANT).exists()


def test_a_stranger_decides_about_nothing(lyon: Territory) -> None:
    row = factory.published(lyon)
    claim = claimed(row)
    report = actions.report(contribution=row, text="Porte close.", form_key=uuid.uuid4())
    stranger = accounts.stranger()
    for refused in (actions.approve_claim, actions.refuse_claim):
        with pytest.raises(PermissionDenied):
            refused(claim=claim, user=stranger)
    with pytest.raises(PermissionDenied):
        actions.handle_report(report=report, user=stranger)


def test_a_referent_sees_what_waits_and_decides_from_the_page(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    report = actions.report(contribution=row, text="Porte close.", form_key=uuid.uuid4())
    claim = claimed(row)
    client.force_login(accounts.coordinator(lyon))
    listed = client.get("/requests/").content.decode()
    assert "Porte close." in listed
    assert "Les Tilleuls" in listed
    assert "bureau@tilleuls.example" not in listed
    address = f"/f/{row.reference}/requests/"
    assert "bureau@tilleuls.example" in client.get(address).content.decode()
    assert ContactReading.objects.exists()
    client.post(address, {"do": f"handle {report.pk}"})
    client.post(address, {"do": f"refuse {claim.pk}"})
    assert not Report.objects.filter(handled_at__isnull=True).exists()
    assert not Claim.objects.filter(is_approved__isnull=True).exists()
    client.post(address, {"do": f"approve {claim.pk}"})
    claim.refresh_from_db()
    assert claim.is_approved is False
    assert client.post(address, {"do": "approve 999999"}).status_code == 404
    assert client.post(address, {"do": "approve ²"}).status_code == 404


def test_strangers_and_passers_by_do_not_enter_the_work_side(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    for address in ("/requests/", f"/f/{row.reference}/requests/"):
        assert client.get(address).status_code == 302
    client.force_login(accounts.stranger())
    for address in ("/requests/", f"/f/{row.reference}/requests/"):
        assert client.get(address).status_code == 403


def test_the_list_of_requests_asks_a_fixed_number_of_times(
    lyon: Territory, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = factory.several(lyon, 4)
    client.force_login(accounts.coordinator(lyon))
    for row in rows:
        actions.report(contribution=row, text="Porte close.", form_key=uuid.uuid4())
        claimed(row)
    with django_assert_max_num_queries(12):
        client.get("/requests/")


def test_a_decided_claim_has_a_date(lyon: Territory) -> None:
    claim = claimed(factory.published(lyon))
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(is_approved=True)
