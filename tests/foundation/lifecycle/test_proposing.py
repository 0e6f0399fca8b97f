"""What a proposal costs: when thousands write at once, each statement holds the others up."""

import uuid

from pytest_django import DjangoAssertNumQueries

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from tests.factories import contributions


def test_a_proposal_asks_the_database_fifteen_times_at_most(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bron = contributions.commune()
    content = contributions.content(bron, hours="Mo-Fr 09:00-18:00")
    with django_assert_max_num_queries(15):
        made = lifecycle.propose(
            kind="initiative",
            territory=bron,
            content=content,
            by=rules.STRANGER,
            contact=lifecycle.ContactDetails(name="Nour", email="nour@example.org"),
            form_key=uuid.uuid4(),
        )
    assert made.contribution.contacts.get().email == "nour@example.org"
    assert made.contribution.initiative.hours == "Mo-Fr 09:00-18:00"
