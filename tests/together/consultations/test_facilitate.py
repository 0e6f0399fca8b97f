"""The facilitator's pages: each opens for whoever holds the consultation, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from boucle.foundation.accounts.models import User
from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from tests.factories import accounts
from tests.factories import consultations as made

pytestmark = pytest.mark.django_db

PARTS = (
    "facilitate",
    "settings",
    "items",
    "rule",
    "panel",
    "panel_draw",
    "letters",
    "rounds",
    "close",
    "paper",
    "decision",
    "blank_sheet",
)


def signed(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def address(row: Consultation, route: str, *rest: object) -> str:
    return reverse(f"consultations:{route}", args=[row.contribution.reference, *rest])


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("route", PARTS)
def test_each_page_opens_for_its_facilitator_and_for_no_stranger(method: Method, route: str) -> None:
    row = made.consultation(method)
    assert signed(made.facilitator(row)).get(address(row, route)).status_code == 200
    assert signed(accounts.stranger()).get(address(row, route)).status_code == 403
    assert signed().get(address(row, route)).status_code == 302
    assert signed(made.facilitator(row)).get(reverse(f"consultations:{route}", args=["NOTH-01"])).status_code == 404
