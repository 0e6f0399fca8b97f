"""A real mail server on the loopback, and people to write to."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.cache import cache
from pytest_django.fixtures import Settings

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact


@dataclass
class Post:
    """What arrived, and what the server answers to a recipient."""

    mails: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail: Any = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A real SMTP server; the letters of the test go through it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.ORIGIN = "http://testserver"
    yield handler
    controller.stop()


@pytest.fixture
def somebody(db: None) -> Contact:
    details = lifecycle.ContactDetails(email="awa@bron.example")
    contact = lifecycle.save_contact(contribution=None, purpose=Purpose.SENDER, details=details)
    assert contact is not None
    return contact


@pytest.fixture(autouse=True)
def no_one_asked_before(db: None) -> None:
    """What networks asked for is counted in the cache, which outlives a test."""
    cache.clear()
