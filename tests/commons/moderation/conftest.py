"""Signed-in clients that read English: what pages say is compared with message ids."""

from collections.abc import Callable

import pytest
from django.test import Client

from boucle.foundation.accounts.models import User

SignedIn = Callable[[User | None], Client]


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    def make(user: User | None = None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if user is not None:
            client.force_login(user)
        return client

    return make
