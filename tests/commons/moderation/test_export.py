"""The export of what is not public: for whom, of what, and what it can never hold."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions

ADDRESS = "/moderation/export.csv"
DETAILS = lifecycle.ContactDetails("Une voisine", "voisine@bron.example", "04 72 00 11 22")


def text(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.getvalue().decode()


def rows(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text(client))))


def test_every_state_of_the_scope_leaves_and_nothing_outside_it(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    mine = [contributions.contribution(state, territory=bron, decider=coordinator) for state in State]
    contributions.contribution(territory=contributions.commune("Oullins"))
    found = rows(signed_in(coordinator))
    assert [(row["reference"], row["state"]) for row in found] == [(row.reference, row.state) for row in mine]


def test_the_right_to_export_is_needed_scope_by_scope(signed_in: SignedIn) -> None:
    bron, oullins = contributions.commune("Bron"), contributions.commune("Oullins")
    user = accounts.referent(bron, rights=frozenset({Right.SEE, Right.EXPORT}))
    accounts.actions.give(user=user, offer=accounts.rules.Offer(oullins, None))
    here = contributions.contribution(territory=bron)
    contributions.contribution(territory=oullins)
    assert [row["reference"] for row in rows(signed_in(user))] == [here.reference]


@pytest.mark.parametrize("rights", [{Right.SEE}, {Right.SEE, Right.DECIDE}, {Right.SEE, Right.EDIT}])
def test_without_the_right_to_export_nothing_leaves(signed_in: SignedIn, rights: set[Right]) -> None:
    user = accounts.referent(contributions.commune(), rights=frozenset(rights))
    assert signed_in(user).get(ADDRESS).status_code == 403
    assert signed_in(accounts.stranger()).get(ADDRESS).status_code == 403
    assert signed_in(None).get(ADDRESS).status_code == 302


def test_no_contact_and_no_private_link_ever_leaves(signed_in: SignedIn) -> None:
    made = contributions.proposed(contact=DETAILS)
    row = made.contribution
    coordinator = accounts.coordinator(row.territory, email="coordination@bron.example")
    lifecycle.hold(contribution=row, user=coordinator)
    found = text(signed_in(coordinator))
    assert row.reference in found
    for secret in (DETAILS.name, DETAILS.email, DETAILS.phone, made.secret, row.secret_hash, "coordination@"):
        assert secret not in found


def test_what_its_author_had_deleted_never_leaves(signed_in: SignedIn) -> None:
    made = contributions.proposed()
    lifecycle.erase(contribution=made.contribution, by=rules.By(secret=made.secret))
    assert rows(signed_in(accounts.coordinator(made.contribution.territory))) == []


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+cmd", "-2+3", "@SUM(A1)"])
def test_a_formula_is_only_a_text(signed_in: SignedIn, title: str) -> None:
    row = contributions.contribution(title=title)
    assert rows(signed_in(accounts.coordinator(row.territory)))[0]["title"] == "'" + title


def test_the_export_costs_the_same_however_much_leaves(signed_in: SignedIn) -> None:
    client = signed_in(accounts.coordinator(contributions.commune()))
    contributions.contribution()
    rows(client)
    with CaptureQueriesContext(connection) as few:
        rows(client)
    for _ in range(5):
        contributions.contribution()
    with CaptureQueriesContext(connection) as many:
        rows(client)
    assert len(many) == len(few) <= 8
