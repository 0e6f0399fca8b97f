"""Deliver: one letter is rendered and handed to the mail server.

A letter is claimed (its next try moves ahead) before it is sent and marked after, each in a short transaction: no
lock is held while the network is slow. A crash between the server's "250 OK" and the mark sends it again later, with
the same Message-ID, by which mail stores drop the second copy: SMTP allows no better.
"""

import smtplib
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.messages import engine, queries
from boucle.foundation.messages.models import Letter

CLAIM = timedelta(minutes=10)  # longer than any one delivery: EMAIL_TIMEOUT cuts it before


@transaction.atomic
def claim_next() -> Letter | None:
    """The next letter that is due, claimed: no other worker takes it for ten minutes."""
    due = Letter.objects.filter(next_at__lte=clock.now()).order_by("next_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    letter = due.first()
    if letter is None:
        return None
    letter.attempts += 1
    letter.next_at = clock.now() + CLAIM
    letter.save(update_fields=["attempts", "next_at"])
    return letter


def deliver(*, letter: Letter, post: BaseEmailBackend) -> bool:
    """Sends a claimed letter through an open mail connection; returns whether it has left."""
    address = queries.address(letter)
    if not address:
        give_up(letter, "no address")
        return False
    try:
        compose(letter, address, post).send()
    except (OSError, smtplib.SMTPException) as error:
        postpone(letter, error)
        return False
    mark_sent(letter)
    return True


def compose(letter: Letter, address: str, post: BaseEmailBackend) -> EmailMultiAlternatives:
    with translation.override(letter.language):
        leave = queries.leave_path(letter)
        text = render_to_string(f"messages/mail/{letter.template}.txt", words(letter, leave))
        subject, body = engine.split(text)
        page = render_to_string("messages/mail/frame.html", {"subject": subject, "body": engine.html(body)})
    mail = EmailMultiAlternatives(subject, body, None, [address], connection=post, headers=headers(letter, leave))
    if letter.reply_to is not None and letter.reply_to.email:
        mail.reply_to = [letter.reply_to.email]
    mail.attach_alternative(page, "text/html")
    return mail


def words(letter: Letter, leave: str) -> dict[str, object]:
    """What a template may name: the letter's facts, with every path made an address."""
    given = {**letter.context, **letter.once}
    found = {name.replace("path", "url"): absolute(value) for name, value in given.items() if name.endswith("path")}
    if given.get("reason"):
        given["reason"] = Reason(given["reason"]).label.lower()
    if given.get("review_on"):
        given["review_on"] = date.fromisoformat(given["review_on"])
    fiches = [{**fiche, "url": absolute(fiche["path"])} for fiche in given.get("fiches", [])]
    return {**given, **found, "fiches": fiches, "leave_url": absolute(leave), "site_url": settings.ORIGIN}


def absolute(path: str) -> str:
    return settings.ORIGIN.rstrip("/") + path if path else ""


def headers(letter: Letter, leave: str) -> dict[str, str]:
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    found = {"Message-ID": f"<{letter.uid}@{host}>", "Auto-Submitted": "auto-generated"}
    if leave:  # RFC 8058: the mail program's own button leaves in one click
        found["List-Unsubscribe"] = f"<{absolute(leave)}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


@transaction.atomic
def mark_sent(letter: Letter) -> None:
    letter.sent_at, letter.next_at, letter.once, letter.error = clock.now(), None, {}, ""
    letter.save(update_fields=["sent_at", "next_at", "once", "error"])


@transaction.atomic
def postpone(letter: Letter, error: Exception) -> None:
    """Tries again later, unless the server said that it never will."""
    code = refusal(error)
    wait = engine.wait(letter.attempts)
    if wait is None or code >= 550:  # 550 to 554: the mailbox does not exist, the text is refused
        give_up(letter, f"{type(error).__name__} {code or ''}".strip())
        return
    letter.next_at, letter.error = clock.now() + wait, f"{type(error).__name__} {code or ''}".strip()
    letter.save(update_fields=["next_at", "error"])


def refusal(error: Exception) -> int:
    """The server's code, 0 when there is none; its words may repeat the address and are not kept."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(code) for code, _ in error.recipients.values()), default=0)
    return int(getattr(error, "smtp_code", 0) or 0)


@transaction.atomic
def give_up(letter: Letter, error: str) -> None:
    letter.next_at, letter.once, letter.error = None, {}, error
    letter.save(update_fields=["next_at", "once", "error"])
