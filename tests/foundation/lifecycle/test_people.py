"""Contacts, erasure, claims, routing: what touches people."""

from datetime import timedelta

import pytest

from boucle.foundation.accounts.enums import Right
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.actions.hold import HOLD
from boucle.foundation.lifecycle.enums import Purpose, State
from boucle.foundation.lifecycle.models import Contact, ContactReading, Contribution
from tests.factories import accounts, contributions

DETAILS = lifecycle.ContactDetails("Une voisine", "voisine@bron.example", "04 00 00 00 00")


def test_reading_somebodys_contact_is_noted(db: None) -> None:
    bron = contributions.commune()
    reader = accounts.referent(bron)
    row = contributions.contribution(territory=bron, contact=DETAILS)
    assert [contact.email for contact in lifecycle.read_contacts(contribution=row, reader=reader)] == [DETAILS.email]
    noted = ContactReading.objects.get()
    assert (noted.reader, noted.contact.contribution) == (reader, row)


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_nobody_outside_the_scope_reads_a_contact(db: None, who: str) -> None:
    row = contributions.contribution(contact=DETAILS)
    people = {"stranger": accounts.stranger, "neighbour": lambda: accounts.referent(contributions.commune("Oullins"))}
    with pytest.raises(rules.NotAllowed):
        lifecycle.read_contacts(contribution=row, reader=people[who]())
    assert not ContactReading.objects.exists()


def test_contacts_are_deleted_after_their_date(db: None) -> None:
    row = contributions.contribution(contact=DETAILS)
    other = contributions.contribution(contact=DETAILS)
    Contact.objects.filter(contribution=row).update(keep_until=clock.today() - timedelta(days=1))
    assert lifecycle.purge_contacts() == 1
    assert list(Contact.objects.values_list("contribution", flat=True)) == [other.pk]


def test_a_contact_of_a_public_fiche_is_kept_until_it_leaves_the_public(db: None) -> None:
    by = rules.By(user=accounts.coordinator(contributions.commune()))
    row = contributions.contribution(State.PUBLISHED, contact=DETAILS)
    Contact.objects.update(keep_until=clock.today() - timedelta(days=1))
    assert lifecycle.purge_contacts() == 0
    lifecycle.archive(contribution=row, by=by)
    assert lifecycle.purge_contacts() == 1


def test_a_contact_of_a_closed_situation_goes_three_months_after_the_end(db: None) -> None:
    bron = contributions.commune()
    situation = contributions.situation(bron)
    row = contributions.contribution(State.PUBLISHED, territory=bron, situation=situation, contact=DETAILS)
    situation.closed_at, situation.closed_by = clock.now(), accounts.coordinator(bron)
    situation.save()
    Contact.objects.filter(contribution=row).update(keep_until=clock.today() - timedelta(days=1))
    assert lifecycle.purge_contacts() == 1


def test_a_contact_without_any_fiche_is_purged_too(db: None) -> None:
    lifecycle.save_contact(contribution=None, purpose=Purpose.SUBSCRIBER, details=DETAILS)
    Contact.objects.update(keep_until=clock.today() - timedelta(days=1))
    assert lifecycle.purge_contacts() == 1


@pytest.mark.parametrize("state", [State.PROPOSED, State.PUBLISHED, State.REJECTED, State.ARCHIVED])
def test_erasing_leaves_the_lines_of_history_and_nothing_else(db: None, state: State) -> None:
    made = contributions.proposed(contact=DETAILS)
    author = rules.By(secret=made.secret)
    row = contributions.walk(made.contribution, state, author)
    lines = row.transitions.count()
    lifecycle.erase(contribution=row, by=author)
    row = Contribution.objects.get(pk=row.pk)
    assert (row.title, row.text, row.address, row.lat, row.secret_hash) == ("", "", "", None, "")
    assert not row.contacts.exists()
    assert not row.revisions.exists()
    assert not registry.kind(row.kind).model._default_manager.filter(pk=row.pk).exists()
    assert row.transitions.count() == lines + (state != State.REJECTED)
    assert queries.broken_line(row) is None
    assert queries.by_secret(made.secret) is None


def test_only_its_author_erases_a_fiche(db: None) -> None:
    row = contributions.contribution()
    with pytest.raises(rules.NotAllowed):
        lifecycle.erase(contribution=row, by=rules.By(user=accounts.coordinator(row.territory)))


def test_what_is_erased_stays_erased(db: None) -> None:
    made = contributions.proposed()
    author = rules.By(secret=made.secret)
    lifecycle.erase(contribution=made.contribution, by=author)
    by = rules.By(user=accounts.coordinator(made.contribution.territory))
    for again in (author, by):
        with pytest.raises((rules.NotAllowed, rules.NotPossible)):
            lifecycle.restore(contribution=made.contribution, by=again)
    with pytest.raises(rules.NotAllowed):
        lifecycle.erase(contribution=made.contribution, by=author)


def test_a_claim_keeps_colleagues_off_until_it_ends(db: None) -> None:
    bron = contributions.commune()
    one, other = accounts.referent(bron, name="Référente repas"), accounts.referent(bron)
    row = lifecycle.hold(contribution=contributions.contribution(territory=bron), user=one)
    with pytest.raises(rules.NotPossible, match="Référente repas"):
        lifecycle.hold(contribution=row, user=other)
    with pytest.raises(rules.NotPossible, match="Référente repas"):
        lifecycle.publish(contribution=row, by=rules.By(user=other))
    Contribution.objects.update(held_until=clock.now() - timedelta(seconds=1))
    assert lifecycle.hold(contribution=row, user=other).held_by == other


def test_a_claim_is_prolonged_and_given_back_by_its_holder_only(db: None) -> None:
    bron = contributions.commune()
    one, other = accounts.referent(bron), accounts.referent(bron)
    row = lifecycle.hold(contribution=contributions.contribution(territory=bron), user=one)
    Contribution.objects.update(held_until=clock.now() + timedelta(minutes=1))
    row = lifecycle.hold(contribution=row, user=one)
    assert row.held_until is not None
    assert row.held_until > clock.now() + HOLD - timedelta(seconds=5)
    assert lifecycle.release(contribution=row, user=other).held_by == one
    assert lifecycle.release(contribution=row, user=one).held_by is None


def test_a_claim_needs_the_right_to_decide(db: None) -> None:
    row = contributions.contribution()
    watcher = accounts.referent(row.territory, rights=frozenset({Right.SEE}))
    with pytest.raises(rules.NotAllowed):
        lifecycle.hold(contribution=row, user=watcher)


def test_a_decision_ends_the_claim_and_the_question_who_is_asked(db: None) -> None:
    user = accounts.coordinator(contributions.commune())
    row = lifecycle.hold(contribution=contributions.contribution(), user=user)
    row = lifecycle.publish(contribution=row, by=rules.By(user=user))
    assert (row.held_by, row.held_until, row.asked_territory, row.asked_at, row.due_at, row.climbs) == (*[None] * 5, 0)


def asked(row: Contribution) -> tuple[int | None, int | None]:
    return row.asked_territory_id, row.asked_theme_id


def test_an_item_climbs_from_the_closest_scope_to_the_widest_and_stays_there(db: None) -> None:
    bron, food = contributions.commune(), contributions.theme()
    metropole = bron.parent
    assert metropole is not None
    accounts.referent(bron, food)
    accounts.referent(bron)
    accounts.coordinator(metropole)
    row = contributions.contribution(territory=bron)
    ladder = [asked(row)]
    for _ in range(4):
        lifecycle.climb(row)
        ladder.append(asked(row))
    top = (metropole.pk, None)
    assert ladder == [(bron.pk, food.pk), (bron.pk, None), top, top, top]


def test_an_item_where_nobody_is_in_charge_is_asked_of_nobody_and_due_all_the_same(db: None) -> None:
    row = contributions.contribution()
    assert asked(row) == (None, None)
    assert row.due_at is not None
    lifecycle.climb(row)
    assert asked(row) == (None, None)


@pytest.mark.parametrize(("is_urgent", "hours"), [(False, 24), (True, 1)])
def test_the_delay_is_the_situations_and_one_hour_when_it_presses(db: None, is_urgent: bool, hours: int) -> None:
    bron = contributions.commune()
    situation = contributions.situation(bron, decision_hours=24)
    row = contributions.contribution(territory=bron, situation=situation, is_urgent=is_urgent)
    assert row.due_at is not None
    assert row.asked_at is not None
    assert row.due_at - row.asked_at == timedelta(hours=hours)
