"""Lines are added, changed, put in order, checked and removed, and the history says by whom."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from boucle.before.plans import registry, rules
from boucle.before.plans.actions import entries, entry_checks
from boucle.before.plans.enums import Content, EntryVerb, MilestoneType, Ownership, StakeVariety
from boucle.before.plans.models import Entry, EntryChange, Person, Section, Stake
from boucle.before.plans.queries import directories
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Contact, ContactReading
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from tests.factories import accounts, plan_entries, plans

LISTS = [content for content in Content if content != Content.TEXT]


def history(of: Section) -> list[tuple[str, str]]:
    return list(of.entry_changes.order_by("id").values_list("verb", "name"))


def person(of: Section, function: str, **fields: Any) -> Entry:
    return plan_entries.entry(of, function=function, **fields)


def ranks(of: Section) -> list[tuple[str, int | None]]:
    return list(Person.objects.filter(section=of).values_list("function", "rank"))


def test_the_nine_types_are_all_there() -> None:
    assert [each.content for each in registry.TYPES] == LISTS
    assert set(registry.BY_CONTENT) == {content.value for content in LISTS}


@pytest.mark.parametrize("content", LISTS)
def test_a_line_of_each_type_is_added_changed_and_removed(content: Content, db: None) -> None:
    section = plan_entries.section(content)
    keeper = plans.keeper(section.plan)
    first = registry.BY_CONTENT[content].key[-1 if content == Content.RISKS else 0]
    entry = plan_entries.entry(section)
    assert (entry.position, entry.version, entry.checked_on) == (1, 1, None)
    changed = entries.change(entry=entry, user=keeper, fields={first: "Autre chose"}, seen=1)
    assert (str(changed), changed.version) == ("Autre chose", 2)
    entries.remove(entry=changed, user=keeper, seen=2)
    assert not type(entry)._default_manager.exists()
    assert [verb for verb, _name in history(section)] == ["added", "changed", "removed"]


@pytest.mark.parametrize("content", LISTS)
def test_a_line_is_open_only_where_its_type_is(content: Content, db: None) -> None:
    opened = {Content.RISKS, Content.STAKES, Content.REFUGES, Content.RETURN}
    assert plan_entries.entry(plan_entries.section(content)).is_open is (content in opened)


def test_a_stranger_writes_nothing(db: None) -> None:
    section = plan_entries.section(Content.MEANS)
    entry = plan_entries.entry(section)
    stranger = accounts.stranger()
    with pytest.raises(NotAllowed):
        entries.add(section=section, user=stranger, model=type(entry), fields=plan_entries.SAMPLES[Content.MEANS])
    with pytest.raises(NotAllowed):
        entries.change(entry=entry, user=stranger, fields={"name": "Rien"})
    with pytest.raises(NotAllowed):
        entries.move(entry=entry, user=stranger, is_up=True)
    with pytest.raises(NotAllowed):
        entries.remove(entry=entry, user=stranger)
    with pytest.raises(NotAllowed):
        entry_checks.check_all(section=section, user=stranger)
    assert history(section) == [("added", "Groupe de 15 kVA")]


def test_the_keeper_of_the_section_writes_it_too(db: None) -> None:
    somebody = accounts.user()
    section = plan_entries.section(Content.RETURN, keeper=somebody)
    made = entries.add(
        section=section, user=somebody, model=registry.BY_CONTENT["return"].model, fields={"title": "Nettoyer"}
    )
    assert made.section_id == section.pk


def test_the_same_form_makes_one_line(db: None) -> None:
    section = plan_entries.section(Content.REFUGES)
    sent: dict[str, Any] = {
        "section": section,
        "user": plans.keeper(section.plan),
        "model": registry.BY_CONTENT["refuges"].model,
        "fields": plan_entries.SAMPLES[Content.REFUGES],
        "contact": plan_entries.SOMEBODY,
        "form_key": uuid.uuid4(),
    }
    assert entries.add(**sent) == entries.add(**sent)
    assert (Contact.objects.count(), EntryChange.objects.count()) == (1, 1)


def test_a_section_refuses_what_it_does_not_list(db: None) -> None:
    section = plan_entries.section(Content.RISKS)
    with pytest.raises(NotPossible, match="Cette section contient"):
        entries.add(section=section, user=plans.keeper(section.plan), model=Stake, fields={"name": "École"})


def test_a_form_that_somebody_overtook_is_told_so(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    entry, keeper = plan_entries.entry(section), plans.keeper(section.plan)
    entries.change(entry=entry, user=keeper, fields={"service": "Travaux"}, seen=1)
    with pytest.raises(rules.Outdated, match="depuis que vous l’avez ouverte"):
        entries.change(entry=entry, user=keeper, fields={"service": "Voirie"}, seen=1)
    with pytest.raises(rules.Outdated):
        entries.remove(entry=entry, user=keeper, seen=1)
    entry.refresh_from_db()
    assert registry.BY_CONTENT["return"].model.objects.values_list("service", flat=True)[0] == "Travaux"


def test_an_unchanged_line_writes_nothing(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    entry = plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    same = entries.change(
        entry=entry,
        user=plans.keeper(section.plan),
        fields=plan_entries.SAMPLES[Content.DIRECTORY],
        contact=plan_entries.SOMEBODY,
    )
    assert (same.version, EntryChange.objects.count()) == (1, 1)


def test_the_history_says_what_changed_and_keeps_the_last_words_of_what_was_removed(db: None) -> None:
    section = plan_entries.section(Content.MEANS)
    entry, keeper = plan_entries.entry(section), plans.keeper(section.plan)
    entry = entries.change(entry=entry, user=keeper, fields={"quantity": 3, "ownership": "pooled"})
    entries.remove(entry=entry, user=keeper)
    removed, changed, added = section.entry_changes.all()
    assert (added.by, added.changed) == (keeper, {})
    assert changed.changed == {
        "quantity": ["2", "3"],
        "ownership": [str(Ownership.OWN.label), str(Ownership.POOLED.label)],
    }
    assert (removed.name, removed.changed["quantity"], removed.by) == ("Groupe de 15 kVA", ["3"], keeper)


def test_removed_twice_it_is_removed_once(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    entry, keeper = plan_entries.entry(section), plans.keeper(section.plan)
    entries.remove(entry=entry, user=keeper)
    entries.remove(entry=entry, user=keeper)
    assert [verb for verb, _name in history(section)] == ["added", "removed"]


def test_a_line_removed_meanwhile_cannot_be_changed(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    entry, keeper = plan_entries.entry(section), plans.keeper(section.plan)
    entries.remove(entry=type(entry)._default_manager.get(), user=keeper)
    with pytest.raises(NotPossible, match="retiré cette ligne"):
        entries.change(entry=entry, user=keeper, fields={"title": "Encore"})


def test_the_history_cannot_be_rewritten_nor_deleted(db: None) -> None:
    plan_entries.entry(plan_entries.section(Content.RETURN))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EntryChange.objects.update(name="Autre")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EntryChange.objects.all().delete()
    EntryChange.objects.update(by=None)
    assert EntryChange.objects.get().name == "Analyser l’eau"


def test_the_history_never_holds_what_concerns_people(db: None) -> None:
    section = plan_entries.section(Content.STAKES)
    keeper = plans.keeper(section.plan)
    entry = plan_entries.entry(
        section, contact=plan_entries.SOMEBODY, name="Monsieur SECRET", variety=StakeVariety.VULNERABLE, is_open=False
    )
    entry = entries.change(entry=entry, user=keeper, fields={"address": "12 rue SECRÈTE"})
    other = plan_entries.SOMEBODY.__class__(name="Bob SECRET")
    entry = entries.change(entry=entry, user=keeper, fields={}, contact=other)
    entries.remove(entry=entry, user=keeper)
    kept = str(list(section.entry_changes.values_list("name", "changed")))
    assert "SECR" not in kept.upper()
    assert "Anne" not in kept
    assert [set(change.changed) for change in section.entry_changes.order_by("id")][1:3] == [{"address"}, {"contact"}]


def test_whoever_is_given_a_rank_takes_the_place_and_the_others_follow(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    person(section, "Bourgmestre", rank=1)
    person(section, "Échevine", rank=2)
    person(section, "Planification", rank=1)
    person(section, "Presse")
    assert ranks(section) == [("Planification", 1), ("Bourgmestre", 2), ("Échevine", 3), ("Presse", None)]
    keeper = plans.keeper(section.plan)
    entries.remove(entry=Person.objects.get(function="Bourgmestre"), user=keeper)
    assert ranks(section) == [("Planification", 1), ("Échevine", 2), ("Presse", None)]
    entries.change(entry=Person.objects.get(function="Presse"), user=keeper, fields={"rank": 9})
    assert ranks(section)[-1] == ("Presse", 3)


def test_lines_move_one_place_and_stop_at_the_ends(db: None) -> None:
    section = plan_entries.section(Content.RETURN)
    keeper = plans.keeper(section.plan)
    one, two, three = (plan_entries.entry(section, title=title) for title in ("Un", "Deux", "Trois"))
    assert entries.move(entry=three, user=keeper, is_up=True) is True
    assert entries.move(entry=one, user=keeper, is_up=True) is False
    assert [str(each) for each in type(one)._default_manager.filter(section=section)] == ["Un", "Trois", "Deux"]
    called = plan_entries.section(Content.DIRECTORY, of=section.plan)
    first, _second = person(called, "Première", rank=1), person(called, "Seconde", rank=2)
    entries.move(entry=first, user=keeper, is_up=False)
    assert ranks(called) == [("Seconde", 1), ("Première", 2)]
    assert two.position == 2


def test_a_check_is_written_once_a_day_and_keeps_people_longer(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    keeper = plans.keeper(section.plan)
    entry = plan_entries.entry(section, contact=plan_entries.SOMEBODY)
    first = Contact.objects.get().keep_until
    with clock.at(clock.now() + timedelta(days=100)):
        entry_checks.check(entry=entry, user=keeper)
        entry_checks.check(entry=entry, user=keeper)
        entry.refresh_from_db()
        assert entry.checked_on == clock.today()
        assert Contact.objects.get().keep_until == first + timedelta(days=100)
    assert [verb for verb, _name in history(section)] == [EntryVerb.ADDED, EntryVerb.CHECKED]


def test_a_directory_checked_as_a_whole_may_be_written_as_verified(db: None) -> None:
    section = plan_entries.section(Content.DIRECTORY)
    plan, keeper = section.plan, plans.keeper(section.plan)
    entry, _other = person(section, "Bourgmestre", rank=1), person(section, "Presse")
    entry_checks.check(entry=entry, user=keeper)
    assert directories.verification_to_write(plan) is None
    with pytest.raises(NotPossible, match="pas encore été vérifiées"):
        entry_checks.verify_contacts(plan=plan, user=keeper)
    assert entry_checks.check_all(section=section, user=keeper) == 1
    assert directories.verification_to_write(plan) == clock.today()
    made = entry_checks.verify_contacts(plan=plan, user=keeper)
    assert (made.type, made.on) == (MilestoneType.CONTACTS, clock.today())
    assert directories.verification_to_write(plan) is None
    with clock.at(clock.now() + timedelta(days=60)):
        assert directories.verified_on(plan) is None


def test_only_whoever_keeps_the_plan_says_that_its_contacts_are_verified(db: None) -> None:
    somebody = accounts.user()
    section = plan_entries.section(Content.DIRECTORY, keeper=somebody)
    plan_entries.entry(section)
    entry_checks.check_all(section=section, user=somebody)
    with pytest.raises(NotAllowed):
        entry_checks.verify_contacts(plan=section.plan, user=somebody)


def test_no_page_is_made_of_readings_when_nobody_is_named(db: None) -> None:
    plan_entries.entry(plan_entries.section(Content.DIRECTORY))
    assert ContactReading.objects.count() == 0
