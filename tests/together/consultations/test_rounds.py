"""Rounds are append-only; each refusal of preparing, opening and closing is a sentence."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.rules import By, NotAllowed, NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method, Stage
from boucle.together.consultations.models import Consultation, Round
from boucle.together.consultations.queries import finding
from tests.factories import accounts, contributions
from tests.factories import consultations as made

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def planned(row: Consultation, **fields: Any) -> Round:
    return actions.plan_round(consultation=row, user=made.facilitator(row), **{"items": [made.item(row)], **fields})


def opened(row: Consultation, round_: Round) -> Round:
    return actions.open_round(round=round_, by=By(user=made.facilitator(row)))


def test_a_consultation_hangs_on_what_it_may_change() -> None:
    place = contributions.commune()
    lesson = contributions.contribution(territory=place)
    row = made.consultation(territory=place, about=lesson)
    link = row.contribution.links_out.get()
    assert (link.target, link.type) == (lesson, LinkType.CHANGES)


def test_the_first_round_locks_the_rule_and_publishes(in_english: None) -> None:
    row = made.consultation()
    round_ = opened(row, planned(row))
    row = finding.by_reference(row.contribution.reference) or row
    assert (row.stage, row.contribution.state, round_.is_open) == (Stage.OPEN, State.PUBLISHED, True)
    assert row.rule_locked_at is not None and len(row.rule_hash) == 64
    with pytest.raises(NotPossible, match="it can no longer change"):
        actions.write_rule(consultation=row, user=made.facilitator(row), rule={})


def test_the_database_keeps_a_locked_rule_and_an_opened_round() -> None:
    row = made.consultation()
    round_ = opened(row, planned(row))
    for broken in (
        lambda: Consultation.objects.filter(pk=row.pk).update(rule={"scale": [1, 5]}),
        lambda: Round.objects.filter(pk=round_.pk).delete(),
    ):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            broken()


def test_only_later_rounds_write_to_the_panel_and_only_to_those_who_stay() -> None:
    row = made.consultation(access=Access.PANEL)
    stays, other, leaves = made.invited(row, 3)
    first = opened(row, planned(row))
    assert not Letter.objects.filter(template=Template.PANEL_ROUND).exists()
    actions.leave(panellist=leaves.panellist)
    made.close_round(first)
    opened(row, planned(row))
    letters = Letter.objects.filter(template=Template.PANEL_ROUND)
    assert {letter.contact_id for letter in letters} == {stays.panellist.contact_id, other.panellist.contact_id}


def test_a_round_that_opens_at_its_hour_closes_at_its_hour() -> None:
    row = made.consultation()
    now = clock.now()
    planned(row, opens_at=now + HOUR, closes_at=now + 2 * HOUR)
    assert actions.turn_rounds() == 0
    with clock.at(now + HOUR):
        assert actions.turn_rounds() == 1
        assert finding.open_round(row) is not None
    with clock.at(now + 2 * HOUR):
        assert (actions.turn_rounds(), actions.turn_rounds()) == (1, 0)
    assert Consultation.objects.get().stage == Stage.BETWEEN


def test_a_planned_round_whose_panel_is_missing_waits_for_its_facilitator() -> None:
    row = made.consultation(access=Access.PANEL)
    planned(row, opens_at=clock.now() - HOUR)
    assert actions.turn_rounds() == 0
    assert Consultation.objects.get().stage == Stage.DRAFT


def test_closing_the_whole_closes_its_round() -> None:
    row = made.consultation()
    round_ = made.open_round(row)
    closed = made.close(row)
    round_.refresh_from_db()
    assert (closed.stage, round_.is_open, closed.closed_at is not None) == (Stage.CLOSED, False, True)


def test_the_public_pages_move_with_each_opening_and_close() -> None:
    row = made.consultation()
    place = row.contribution.territory

    def revision() -> int:
        place.refresh_from_db()
        return place.revision

    seen = [revision()]
    round_ = made.open_round(row)
    seen.append(revision())
    made.close_round(round_)
    seen.append(revision())
    made.close(row)
    seen.append(revision())
    assert seen == sorted(set(seen))


def test_a_planned_round_is_written_anew_and_an_open_one_only_gets_time() -> None:
    row = made.consultation()
    user, round_ = made.facilitator(row), planned(row)
    other = made.item(row)
    changed = actions.change_round(round=round_, user=user, items=[other], introduction="Bonjour", closes_at=None)
    assert ([a.item for a in changed.asked.all()], changed.introduction) == ([other], "Bonjour")
    round_ = opened(row, changed)
    later = clock.now() + HOUR
    assert actions.extend(round=round_, user=user, closes_at=later).closes_at == later
    assert Consultation.objects.get().closes_at == later


def alone(row: Consultation) -> None:
    made.invited(row, 1)
    opened(row, planned(row))


def twice(row: Consultation) -> None:
    round_ = planned(row)
    opened(row, round_)
    opened(row, round_)


def two_at_once(row: Consultation) -> None:
    opened(row, planned(row))
    opened(row, planned(row))


def emptied(row: Consultation) -> None:
    item = made.item(row)
    round_ = planned(row, items=[item])
    actions.remove_item(item=item, user=made.facilitator(row))
    opened(row, round_)


def late_change(row: Consultation) -> None:
    round_ = opened(row, planned(row))
    actions.change_round(round=round_, user=made.facilitator(row), items=[made.item(row)])


def closed_end(row: Consultation) -> None:
    round_ = opened(row, planned(row))
    actions.extend(round=round_, user=made.facilitator(row), closes_at=clock.now() - HOUR)


def end_of_a_closed_one(row: Consultation) -> None:
    round_ = made.close_round(opened(row, planned(row)))
    actions.extend(round=round_, user=made.facilitator(row), closes_at=None)


def closed_twice(row: Consultation) -> None:
    opened(row, planned(row))
    made.close(row)
    made.close(row)


def asked_then_changed(row: Consultation) -> None:
    item = made.item(row)
    opened(row, planned(row, items=[item]))
    actions.change_item(item=item, user=made.facilitator(row), text="Autre chose")


def asked_then_removed(row: Consultation) -> None:
    item = made.item(row)
    opened(row, planned(row, items=[item]))
    actions.remove_item(item=item, user=made.facilitator(row))


def asked_then_moved(row: Consultation) -> None:
    item = made.item(row)
    opened(row, planned(row, items=[item]))
    actions.move_item(item=item, user=made.facilitator(row), is_up=True)


def unwritten(row: Consultation) -> None:
    made.item(row, text=" \n")


def untitled(row: Consultation) -> None:
    place = row.contribution.territory
    actions.create(territory=place, user=accounts.coordinator(place), title=" ", text="", method=Method.VOTE)


def nameless_group(row: Consultation) -> None:
    actions.add_group(consultation=row, user=made.facilitator(row), name=" ")


def item_after_the_close(row: Consultation) -> None:
    opened(row, planned(row))
    made.close(row)
    made.item(row)


def broken_rule(row: Consultation) -> None:
    actions.write_rule(consultation=row, user=made.facilitator(row), rule=[1])


def no_lines(row: Consultation) -> None:
    actions.add_many(consultation=row, user=made.facilitator(row), type=ItemType.SCALE, lines=[" "])


REFUSALS: tuple[tuple[Callable[[Consultation], object], Access, str], ...] = (
    (lambda row: planned(row, items=[]), Access.PUBLIC, "A round asks at least one thing."),
    (
        lambda row: planned(row, opens_at=clock.now() + HOUR, closes_at=clock.now()),
        Access.PUBLIC,
        "A round ends after it begins.",
    ),
    (
        lambda row: (planned(row), planned(row)),
        Access.PUBLIC,
        "The next round is already planned: open it, or change it.",
    ),
    (alone, Access.PANEL, "Invite at least two people: the answers of a panel of one could not stay anonymous."),
    (twice, Access.PUBLIC, "This round was opened already."),
    (two_at_once, Access.PUBLIC, "Another round is open: close it first."),
    (emptied, Access.PUBLIC, "A round asks at least one thing."),
    (late_change, Access.PUBLIC, "This round was opened: what it asks can no longer change."),
    (closed_end, Access.PUBLIC, "This end is already past: choose a later one, or close the round."),
    (end_of_a_closed_one, Access.PUBLIC, "This round is not open."),
    (lambda row: made.close_round(planned(row)), Access.PUBLIC, "This round is not open."),
    (lambda row: made.close(row), Access.PUBLIC, "Nothing was asked yet: there is nothing to close."),
    (closed_twice, Access.PUBLIC, "This consultation is closed."),
    (
        asked_then_changed,
        Access.PUBLIC,
        "This was asked already: what was asked once is never changed. Add another item.",
    ),
    (
        asked_then_removed,
        Access.PUBLIC,
        "This was asked already: what was asked once is never changed. Add another item.",
    ),
    (
        asked_then_moved,
        Access.PUBLIC,
        "This was asked already: what was asked once is never changed. Add another item.",
    ),
    (unwritten, Access.PUBLIC, "Write what is asked."),
    (untitled, Access.PUBLIC, "Give the consultation a title."),
    (nameless_group, Access.PUBLIC, "Give the group a name."),
    (item_after_the_close, Access.PUBLIC, "This consultation is closed."),
    (broken_rule, Access.PUBLIC, "The rule is a list of names and values."),
    (no_lines, Access.PUBLIC, "Write one line for each item."),
)


@pytest.mark.parametrize(("wrong", "access", "sentence"), REFUSALS)
def test_what_cannot_be_done_is_said(
    wrong: Callable[[Consultation], object], access: Access, sentence: str, in_english: None
) -> None:
    row = made.consultation(access=access)
    with pytest.raises(NotPossible) as refusal:
        wrong(row)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("method", "rule", "sentence"),
    [
        (Method.VOTE, {"majority": "mine"}, "“majority” is one of: simple, absolute, two-thirds."),
        (Method.VOTE, {"majority": "simple", "quorum": 3}, "The rule does not know “quorum”."),
        (Method.CONSENT, {"review_months": 0}, "“review_months” is a whole number from 1 to 60."),
        (
            Method.BUDGET,
            {"ballot": "dots", "allocation": "greedy"},
            "“budget” is a whole number from 1 to 1000000000000.",
        ),
        (Method.OPINIONS, {"minimum_group": 1}, "“minimum_group” is a whole number from 2 to 1000."),
    ],
)
def test_a_rule_that_does_not_read_is_refused(
    method: Method, rule: dict[str, Any], sentence: str, in_english: None
) -> None:
    row = made.consultation(method)
    with pytest.raises(NotPossible) as refusal:
        actions.write_rule(consultation=row, user=made.facilitator(row), rule=rule)
    assert str(refusal.value) == sentence


def test_a_stranger_does_none_of_it() -> None:
    row = made.consultation()
    somebody, item, round_ = accounts.stranger(), made.item(row), planned(row)
    for forbidden in (
        lambda: actions.plan_round(consultation=row, user=somebody, items=[item]),
        lambda: actions.open_round(round=round_, by=By(user=somebody)),
        lambda: actions.open_round(round=round_, by=By()),
        lambda: actions.close(consultation=row, by=By(user=somebody)),
        lambda: actions.change_round(round=round_, user=somebody, items=[item]),
        lambda: actions.extend(round=round_, user=somebody, closes_at=None),
        lambda: actions.add_item(consultation=row, user=somebody, type=ItemType.OPEN, text="Quoi ?"),
        lambda: actions.add_many(consultation=row, user=somebody, type=ItemType.OPEN, lines=["Quoi ?"]),
        lambda: actions.change_item(item=item, user=somebody, text="Quoi ?"),
        lambda: actions.move_item(item=item, user=somebody, is_up=True),
        lambda: actions.remove_item(item=item, user=somebody),
        lambda: actions.write_rule(consultation=row, user=somebody, rule=row.rule),
        lambda: actions.add_group(consultation=row, user=somebody, name="Soins"),
        lambda: actions.change_settings(consultation=row, user=somebody, title="Quoi ?", text=""),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_items_trade_places_around_what_was_asked() -> None:
    row = made.consultation()
    user = made.facilitator(row)
    first, asked, last = (made.item(row, text=text) for text in ("un", "deux", "trois"))
    made.open_round(row, [asked])
    actions.move_item(item=last, user=user, is_up=True)
    assert [item.text for item in row.items.all()] == ["trois", "deux", "un"]
    first.refresh_from_db()
    actions.move_item(item=first, user=user, is_up=False)
    assert [item.text for item in row.items.all()] == ["trois", "deux", "un"]


def test_many_lines_add_no_double_and_may_be_sent_again() -> None:
    row = made.consultation()
    made.item(row, text="Prévenir les voisins")
    lines = ["prévenir les voisins", "Ouvrir une salle", " Ouvrir  une salle "]
    for expected in (1, 0):
        found = actions.add_many(consultation=row, user=made.facilitator(row), type=ItemType.SCALE, lines=lines)
        assert (len(found.made), len(found.doubles)) == (expected, 3 - expected)
    assert row.items.count() == 2
