"""Letters: written with the caller's transaction, sent by the worker, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.messages import actions, engine, jobs
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter, MailboxMail
from tests.foundation.messages.conftest import Post

FACTS = {"title": "Soupe <chaude>", "reference": "7Q4K2ZB", "territory": "Bron", "path": "/f/7Q4K2ZB/"}


def write(contact: Contact, template: str = "receipt", **more: Any) -> Letter:
    given: dict[str, Any] = {"dedupe": f"{template}:1", "once": {"private_path": "/follow/abc/"}, "language": "en"}
    return actions.send(template=template, contact=contact, context=FACTS, **{**given, **more})


def test_a_letter_leaves_as_plain_text_and_html(somebody: Contact, post: Post) -> None:
    write(somebody)
    assert jobs.send_due() == 1
    (mail,) = post.mails
    assert mail["To"] == "awa@bron.example"
    assert mail["Subject"] == "Received: “Soupe <chaude>” (7Q4K2ZB)"
    plain, page = (part.get_content() for part in mail.iter_parts())
    assert "http://testserver/follow/abc/" in plain
    assert "<title>Received: “Soupe &lt;chaude&gt;” (7Q4K2ZB)</title>" in page
    assert '<a href="http://testserver/follow/abc/">http://testserver/follow/abc/</a>' in page


def test_the_private_link_does_not_stay_in_the_table_once_sent(somebody: Contact, post: Post) -> None:
    letter = write(somebody)
    jobs.send_due()
    letter.refresh_from_db()
    assert (letter.once, letter.next_at, letter.error) == ({}, None, "")
    assert letter.sent_at is not None


def test_the_same_letter_asked_for_twice_leaves_once(somebody: Contact, post: Post) -> None:
    assert write(somebody) == write(somebody)
    jobs.send_due()
    jobs.send_due()
    assert len(post.mails) == 1


def test_a_letter_of_a_transaction_that_fails_never_leaves(somebody: Contact, post: Post) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(somebody)
        _ = 1 / 0
    assert jobs.send_due() == 0
    assert post.mails == []


def test_a_letter_is_tried_again_after_a_growing_wait(somebody: Contact, post: Post) -> None:
    post.answer = "451 come back later"
    letter = write(somebody)
    before = clock.now()
    assert jobs.send_due() == 0
    letter.refresh_from_db()
    assert letter.next_at is not None
    assert timedelta(seconds=59) < letter.next_at - before < timedelta(seconds=90)
    assert letter.error == "SMTPRecipientsRefused 451"
    post.answer = "250 OK"
    Letter.objects.update(next_at=clock.now())
    assert jobs.send_due() == 1


def test_an_address_that_the_server_refuses_for_good_is_not_asked_again_nor_kept_in_the_error(
    somebody: Contact, post: Post
) -> None:
    post.answer = "550 no such user awa@bron.example"
    letter = write(somebody)
    jobs.send_due()
    letter.refresh_from_db()
    assert (letter.next_at, letter.sent_at, letter.error) == (None, None, "SMTPRecipientsRefused 550")


def test_a_server_that_does_not_answer_postpones(somebody: Contact, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = write(somebody)
    assert jobs.send_due() == 0
    letter.refresh_from_db()
    assert letter.error == "ConnectionRefusedError"
    assert letter.next_at is not None


def test_one_refused_letter_does_not_hold_up_the_others(somebody: Contact, post: Post) -> None:
    write(somebody, dedupe="a", template="merged")
    gone = Contact.objects.create(purpose="sender", email="", consent_at=clock.now(), keep_until=clock.today())
    write(gone, dedupe="b")
    write(somebody, dedupe="c")
    assert jobs.send_due() == 2
    assert len(post.mails) == 2


def test_a_letter_claimed_by_a_worker_that_died_leaves_later_with_the_same_identity(
    somebody: Contact, post: Post
) -> None:
    letter = write(somebody)
    claimed = actions.claim_next()
    assert claimed == letter
    assert jobs.send_due() == 0, "nobody takes a claimed letter"
    Letter.objects.update(next_at=clock.now())
    assert jobs.send_due() == 1
    assert post.mails[0]["Message-ID"] == f"<{letter.uid}@testserver>"


def test_a_letter_leaves_in_french_by_default(somebody: Contact, post: Post) -> None:
    write(somebody, language="fr")
    jobs.send_due()
    words = str(post.mails[0]["Subject"]).split()  # a folded header brings spaces of its own
    assert words == ["Bien", "reçu", ":", "«", "Soupe", "<chaude>", "»", "(7Q4K2ZB)"]


def test_the_answer_to_a_relayed_message_goes_to_its_sender(somebody: Contact, post: Post) -> None:
    write(somebody, "relay", once={"message": "Bonjour,\nil reste de la soupe ?"}, reply_to=somebody)
    jobs.send_due()
    assert post.mails[0]["Reply-To"] == "awa@bron.example"
    assert "il reste de la soupe ?" in post.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("template", sorted(Template.values))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_has_a_subject_and_a_text(somebody: Contact, post: Post, template: str, language: str) -> None:
    context = {
        **FACTS,
        "reason": "advertising",
        "note": "Écrivez sans prix.",
        "review_on": "2027-02-01",
        "merged_path": "/f/0000000/",
        "what": "transport",
        "subscription": 1,
        "list_path": "/t/bron/list/",
        "more": 2,
        "fiches": [{"title": "Soupe", "place": "Bron", "path": "/f/1/", "days": 3}],
    }
    once = {"private_path": "/follow/abc/", "message": "Bonjour"}
    actions.send(template=template, contact=somebody, dedupe="x", context=context, once=once, language=language)
    assert jobs.send_due() == 1
    plain = post.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert post.mails[0]["Subject"]
    assert "http://testserver" in plain
    assert "\n\n\n" not in plain


def test_a_letter_needs_exactly_one_recipient(somebody: Contact) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.send(template="receipt", dedupe="nobody")


def test_waits_double_up_to_six_hours_then_end() -> None:
    assert engine.wait(1) == timedelta(minutes=1)
    assert engine.wait(4) == timedelta(minutes=8)
    assert engine.wait(12) == timedelta(hours=6)
    assert engine.wait(engine.MOST_ATTEMPTS) is None


def test_the_mailbox_keeps_what_the_demonstration_would_send(somebody: Contact, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "boucle.foundation.messages.backends.Mailbox"
    write(somebody)
    assert jobs.send_due() == 1
    kept = MailboxMail.objects.get()
    assert (kept.recipient, kept.subject) == ("awa@bron.example", "Received: “Soupe <chaude>” (7Q4K2ZB)")
