"""What whoever decides on an initiative reads beside it."""

import uuid

from django.test import Client

from boucle.during.initiatives import actions
from boucle.during.initiatives.models import Report
from boucle.during.initiatives.queries import deciding
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from tests.factories import accounts, contributions


def test_fields_of_its_own_are_said_in_words(db: None) -> None:
    row = contributions.contribution(audiences=["families", "alone"], hours="Mo-Fr 09:00-12:00", side="give")
    client = Client(headers={"accept-language": "en"})
    client.force_login(accounts.coordinator(row.territory))
    page = client.get(f"/moderation/{row.reference}/").content.decode()
    assert "Families, People who live alone" in page
    assert "Monday : 9:00 to 12:00" in page
    assert "I want to help" in page


def test_what_visitors_reported_is_shown_beside_the_decision(db: None) -> None:
    row = contributions.contribution(contributions.State.PUBLISHED)
    assert deciding.panel(row) is None
    actions.report(contribution=row, text="Fermé depuis lundi.", form_key=uuid.uuid4())
    client = Client(headers={"accept-language": "en"})
    client.force_login(accounts.coordinator(row.territory))
    page = client.get(f"/moderation/{row.reference}/").content.decode()
    assert "Fermé depuis lundi." in page
    assert f"/f/{row.reference}/requests/" in page


def test_its_form_opens_again_with_everything_that_was_written(db: None) -> None:
    row = contributions.contribution(hours="Mo-Fr 09:00-12:00", access="Deux marches", lat=45.733, lon=4.913)
    client = Client(headers={"accept-language": "en"})
    client.force_login(accounts.coordinator(row.territory))
    page = client.get(f"/moderation/{row.reference}/edit/").content.decode()
    for written in (row.title, row.text, "Deux marches", "45.733, 4.913", "09:00"):
        assert written in page


def test_erasing_takes_what_visitors_wrote_with_it(db: None) -> None:
    made = contributions.proposed()
    row = contributions.walk(made.contribution, contributions.State.PUBLISHED, rules.By(secret=made.secret))
    actions.report(contribution=row, text="Fermé depuis lundi.", form_key=uuid.uuid4())
    lifecycle.erase(contribution=row, by=rules.By(secret=made.secret))
    assert not Report.objects.exists()
