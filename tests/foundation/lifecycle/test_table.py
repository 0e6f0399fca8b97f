"""The full state × verb × role table, for every registered kind."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules, transitions
from boucle.foundation.lifecycle.enums import Reason, Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution
from tests.factories import accounts, contributions

WAITING = "published, a revision waits"
STARTS = [*State.values, WAITING]
VERBS = [verb for verb in Verb if verb != Verb.PROPOSE]
WHO = ["author", "referent", "coordinator", "system", "stranger", "neighbour", "watcher"]
EVERY_RIGHT = accounts.EVERY_RIGHT


@dataclass
class Cast:
    """Who stands around one contribution."""

    row: Contribution
    other: Contribution
    by: dict[str, rules.By]

    def does(self, verb: Verb) -> Callable[[str], Contribution]:
        extra: dict[Verb, dict[str, Any]] = {
            Verb.REVISE: {"content": {"text": "Un autre texte."}},
            Verb.RETURN: {"question": "Est-ce ouvert le dimanche ?"},
            Verb.REJECT: {"reason": Reason.UNVERIFIABLE},
            Verb.MERGE: {"into": self.other},
        }
        functions = {Verb.RETURN: lifecycle.return_to_author}
        function = functions.get(verb) or getattr(lifecycle, verb.value)
        return lambda who: function(contribution=self.row, by=self.by[who], **extra.get(verb, {}))


def cast(kind: str, start: str) -> Cast:
    bron = contributions.commune("Bron")
    decider = accounts.coordinator(bron)
    made = contributions.proposed(bron, kind=kind)
    author = rules.By(secret=made.secret)
    state = State.PUBLISHED if start == WAITING else State(start)
    row = contributions.walk(made.contribution, state, author, decider)
    if start == WAITING:
        row = contributions.with_revision(row, author)
    people: dict[str, User] = {
        "referent": accounts.referent(bron, contributions.theme(), rights=EVERY_RIGHT),
        "coordinator": decider,
        "stranger": accounts.stranger(),
        "neighbour": accounts.referent(contributions.commune("Oullins"), rights=EVERY_RIGHT),
        "watcher": accounts.referent(bron, contributions.theme(), rights=frozenset({Right.SEE})),
    }
    by = {"author": author, "system": rules.SYSTEM, **{who: rules.By(user=user) for who, user in people.items()}}
    other = contributions.contribution(State.PUBLISHED, territory=bron, kind=kind, decider=decider)
    return Cast(row, other, by)


@contextmanager
def undone() -> Iterator[None]:
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def expected(start: str, verb: Verb, who: str) -> State | type[Exception]:
    """What the table says: the state reached, or the refusal."""
    state = State.PUBLISHED if start == WAITING else State(start)
    move = transitions.find(verb, state)
    if move is None or (move.about_revision and start != WAITING):
        return rules.NotPossible
    return move.target if who in Role.values and Role(who) in move.roles else rules.NotAllowed


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("kind", contributions.kinds())
def test_each_verb_does_what_the_table_says_and_nothing_else(db: None, kind: str, start: str) -> None:
    scene = cast(kind, start)
    before = scene.row.transitions.count()
    for verb, who in itertools.product(VERBS, WHO):
        wanted = expected(start, verb, who)
        with undone():
            case = f"{who} does {verb} on {start}"
            if isinstance(wanted, State):
                assert rules.can_move(scene.row, verb, scene.by[who]), case
                row = scene.does(verb)(who)
                assert (row.state, row.transitions.count()) == (wanted, before + 1), case
                assert queries.broken_line(row) is None, case
                line = queries.last_transition(row)
                assert line is not None
                assert (line.verb, line.role) == (verb, who), case
            else:
                assert not rules.can_move(scene.row, verb, scene.by[who]), case
                with pytest.raises(wanted):
                    scene.does(verb)(who)
                assert scene.row.transitions.count() == before, case


def test_every_kind_of_the_registry_can_be_walked_through_every_state(db: None) -> None:
    assert set(contributions.SAMPLES) >= set(registry.KINDS)
    for kind, state in itertools.product(registry.KINDS, State):
        assert contributions.contribution(state, kind=kind).state == state


def test_the_page_of_a_row_is_where_the_route_of_its_kind_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in registry.KINDS.values():
        assert queries.kind_address(kind.code, "A1B2C3D") == reverse(kind.url_name, args=["A1B2C3D"])
    without = dataclasses.replace(registry.kind("initiative"), url_name="")
    monkeypatch.setitem(registry.KINDS, "initiative", without)
    assert queries.kind_address("initiative", "A1B2C3D") == ""


def test_the_table_leaves_no_state_without_a_way_out() -> None:
    for state in State:
        assert any(transitions.find(verb, state) for verb in VERBS), state


@pytest.mark.parametrize("right", [Right.SEE, Right.DECIDE, Right.EDIT, Right.EXPORT])
def test_the_four_rights_are_separate(db: None, right: Right) -> None:
    bron = contributions.commune()
    by = rules.By(user=accounts.referent(bron, contributions.theme(), rights=frozenset({Right.SEE, right})))
    row = contributions.contribution(territory=bron)
    assert rules.can_see(row, by)
    assert rules.can_move(row, Verb.PUBLISH, by) is (right == Right.DECIDE)
    assert rules.can_move(row, Verb.REVISE, by) is (right == Right.EDIT)
    assert rules.holds(row, by.user, Right.EXPORT) is (right == Right.EXPORT)


def test_a_coordinator_without_the_right_to_decide_does_not_decide(db: None) -> None:
    bron = contributions.commune()
    by = rules.By(user=accounts.coordinator(bron, rights=frozenset({Right.SEE})))
    row = contributions.contribution(territory=bron)
    assert not rules.can_move(row, Verb.PUBLISH, by)


def test_what_a_referent_archived_does_not_come_back_by_its_author(db: None) -> None:
    bron = contributions.commune()
    referent = rules.By(user=accounts.referent(bron, rights=EVERY_RIGHT))
    made = contributions.proposed(bron)
    row = lifecycle.publish(contribution=made.contribution, by=referent)
    row = lifecycle.archive(contribution=row, by=referent, reason=Reason.DANGEROUS)
    with pytest.raises(rules.NotPossible):
        lifecycle.restore(contribution=row, by=rules.By(secret=made.secret))
    assert lifecycle.restore(contribution=row, by=referent).state == State.PUBLISHED
