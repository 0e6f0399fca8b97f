"""Pages of the lessons as a visitor or a member gets them."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, lessons


def opened(name: str = "Bron") -> Territory:
    """A commune whose pages are open."""
    place = contributions.commune(name)
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    return Territory.objects.get(pk=place.pk)


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody types in a testimony, a minute after they opened the form."""
    with clock.at(clock.now() - timedelta(minutes=1)):
        stamp = guard.stamp()
    return {
        "key": uuid.uuid4(),
        "stamp": stamp,
        "words": lessons.WORDS,
        "speaker": "resident",
        "may_quote": "on",
        "consent": "on",
        **changes,
    }


def signed(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "fr"})
    if user is not None:
        client.force_login(user)
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
