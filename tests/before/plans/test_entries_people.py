"""People's names and numbers: in a contact and nowhere else, for the crisis staff, with a trace, until their date."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boucle.before.plans import registry
from boucle.before.plans.actions import entries, entry_readings
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact, ContactReading
from boucle.foundation.lifecycle.rules import NotAllowed
from tests.factories import accounts, plan_entries, plans

WITH_PEOPLE = [each.content for each in registry.TYPES if each.has_contact]


def listing(section: Section) -> str:
    return reverse("plans:entries", args=[section.contribution.reference])


def signed_in(somebody: User) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def test_five_types_keep_somebody_to_reach() -> None:
    assert WITH_PEOPLE == [Content.STAKES, Content.DIRECTORY, Content.MEANS, Content.REFUGES, Content.RESERVE]


@pytest.mark.parametrize("content", WITH_PEOPLE)
def test_whom_to_reach_is_a_contact_apart_from_the_section(content: Content, db: None) -> None:
    plan_entries.entry(plan_entries.section(content), contact=plan_entries.SOMEBODY)
    contact = Contact.objects.get()
    assert (contact.purpose, contact.contribution, contact.name) == (Purpose.DIRECTORY, None, "Anne Inventée")
    assert contact.keep_until == clock.today() + timedelta(days=400)


@pytest.mark.parametrize("content", WITH_PEOPLE)
def test_the_purge_forgets_people_who_were_not_checked(content: Content, db: None) -> None:
    entry = plan_entries.entry(plan_entries.section(content), contact=plan_entries.SOMEBODY)
    with clock.at(clock.now() + timedelta(days=400)):
        assert lifecycle.purge_contacts() == 0
    with clock.at(clock.now() + timedelta(days=401)):
        assert lifecycle.purge_contacts() == 1
    entry.refresh_from_db()
    assert getattr(entry, "contact_id") is None  # noqa: B009  # five models, one name
    assert str(entry) == str(type(entry)._default_manager.get())


def test_a_changed_contact_takes_the_place_of_the_one_before(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    entry = plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    keeper = plans.keeper(section.plan)
    other = lifecycle.ContactDetails(name="Bob Inventé", phone="06 00 00 00 02")
    entry = entries.change(entry=entry, user=keeper, fields={}, contact=other)
    assert list(Contact.objects.values_list("name", "email")) == [("Bob Inventé", "")]
    entries.change(entry=entry, user=keeper, fields={}, contact=lifecycle.ContactDetails())
    assert Contact.objects.count() == 0


def test_a_removed_line_forgets_its_person(db: None) -> None:
    section = plan_entries.section(Content.MEANS)
    entry = plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    entries.remove(entry=entry, user=plans.keeper(section.plan))
    assert Contact.objects.count() == 0


def test_each_page_that_shows_people_is_a_reading_of_each(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    entry = plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    plan_entries.entry(section, contact=lifecycle.ContactDetails(name="Bob Inventé"), function="Presse")
    staff = accounts.referent(section.plan.territory)
    page = signed_in(staff).get(listing(section))
    assert "Anne Inventée" in page.content.decode()
    assert list(ContactReading.objects.values_list("reader", flat=True)) == [staff.pk, staff.pk]
    keeper = plans.keeper(section.plan)
    page = signed_in(keeper).get(reverse("plans:entry", args=[section.contribution.reference, entry.pk]))
    assert "anne@exemple.fr" in page.content.decode()
    assert ContactReading.objects.filter(reader=keeper).count() == 1


@pytest.mark.parametrize("content", WITH_PEOPLE)
def test_nobody_else_sees_people_nor_leaves_a_trace(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    opened = {} if content == Content.DIRECTORY else {"is_open": True}
    plan_entries.entry(section, contact=plan_entries.SOMEBODY, **opened)
    for client in (Client(), signed_in(accounts.stranger())):
        page = client.get(listing(section)).content.decode()
        assert [word for word in ("Anne Inventée", "06 00 00 00 01", "anne@exemple.fr") if word in page] == []
    assert ContactReading.objects.count() == 0


def test_the_page_of_the_staff_is_kept_by_no_cache(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    response = signed_in(plans.keeper(section.plan)).get(listing(section))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_taking_people_out_asks_for_the_right_to_export_and_leaves_a_trace(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    with pytest.raises(NotAllowed):
        entry_readings.take_people(plan=section.plan, reader=accounts.referent(section.plan.territory))
    keeper = plans.keeper(section.plan)
    assert len(entry_readings.take_people(plan=section.plan, reader=keeper)) == 1
    assert [reading.reader for reading in ContactReading.objects.all()] == [keeper]
