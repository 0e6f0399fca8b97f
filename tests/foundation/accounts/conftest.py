"""A small country, the standing themes, and no attempt at signing in counted yet."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core.cache import cache
from pytest_django import Settings

from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import territories


@pytest.fixture(autouse=True)
def no_attempt_yet(settings: Settings) -> Iterator[None]:
    """Attempts are counted in files on SQLite; on PostgreSQL in a table that each test rolls back."""
    yield
    if settings.CACHES["default"]["BACKEND"].endswith("FileBasedCache"):
        cache.clear()


@pytest.fixture
def places(db: None) -> dict[str, Territory]:
    return territories.load()


@pytest.fixture
def bron(places: dict[str, Territory]) -> Territory:
    return places["69029"]


@pytest.fixture
def metropole(places: dict[str, Territory]) -> Territory:
    return places["200046977"]


@pytest.fixture
def themes(db: None) -> dict[str, Theme]:
    situations.load_themes()
    return {theme.slug: theme for theme in Theme.objects.all()}


class Mailbox:
    """What a real SMTP server received."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def text(self) -> str:
        """The only message's text."""
        (message,) = self.messages
        return str(message.get_content())


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """A real SMTP server on loopback, to which the platform's mail goes."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()
