"""Deciding: each verb by its form, what is kept when it is refused, who may."""

from dataclasses import replace
from typing import Any

import pytest

from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions


def address(row: Contribution, rest: str = "decide/") -> str:
    return f"/moderation/{row.reference}/{rest}"


def seen(row: Contribution) -> int:
    line = queries.last_transition(row)
    assert line is not None
    return line.number


def state(row: Contribution) -> str:
    return str(Contribution.objects.values_list("state", flat=True).get(pk=row.pk))


@pytest.mark.parametrize(
    ("start", "form", "end"),
    [
        (State.PROPOSED, {"verb": "publish"}, State.PUBLISHED),
        (State.PROPOSED, {"verb": "return", "question": "À quelle heure ?"}, State.RETURNED),
        (State.PROPOSED, {"verb": "reject", "reason": Reason.ADVERTISING}, State.REJECTED),
        (State.PUBLISHED, {"verb": "verify"}, State.PUBLISHED),
        (State.PUBLISHED, {"verb": "archive", "note": "Fermé."}, State.ARCHIVED),
        (State.ARCHIVED, {"verb": "restore"}, State.PUBLISHED),
        (State.REJECTED, {"verb": "restore"}, State.PROPOSED),
    ],
)
def test_each_decision_is_done_and_noted(signed_in: SignedIn, start: State, form: dict[str, str], end: State) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    row = contributions.contribution(start, decider=coordinator)
    answer = signed_in(coordinator).post(address(row), {**form, "seen": seen(row)})
    assert (answer.status_code, answer["Location"]) == (302, "/moderation/")
    line = queries.last_transition(row)
    assert line is not None
    assert (state(row), line.verb, line.actor) == (end, form["verb"], coordinator)
    assert line.note == form.get("question", form.get("note", ""))


def test_after_a_decision_the_next_item_opens_in_the_same_tab(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    first, second = contributions.contribution(territory=bron), contributions.contribution(territory=bron)
    form = {"verb": "publish", "seen": seen(first), "vue": "perimetre"}
    answer = signed_in(coordinator).post(address(first), form, follow=True)
    assert answer.redirect_chain == [(f"/moderation/{second.reference}/?vue=perimetre", 302)]
    assert f"Published: “{first.title}”." in answer.content.decode().replace("&quot;", '"')


def test_a_question_that_is_missing_is_asked_for_at_its_field(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    form = {"verb": "return", "question": "  ", "seen": seen(row)}
    answer = signed_in(accounts.coordinator(row.territory)).post(address(row), form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write the question that you ask the author." in page
    assert 'aria-describedby="id_question_hint id_question_error" aria-invalid="true"' in page
    assert state(row) == State.PROPOSED


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_reason_is_one_of_the_charter(signed_in: SignedIn, reason: str) -> None:
    row = contributions.contribution()
    form = {"verb": "reject", "reason": reason, "note": "Mon explication", "seen": seen(row)}
    answer = signed_in(accounts.coordinator(row.territory)).post(address(row), form)
    assert answer.status_code == 422
    assert "Mon explication" in answer.content.decode()
    assert state(row) == State.PROPOSED


def test_a_question_that_is_too_long_is_kept_whole(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    form = {"verb": "return", "question": "é" * 1001, "seen": seen(row)}
    answer = signed_in(accounts.coordinator(row.territory)).post(address(row), form)
    assert answer.status_code == 422
    assert "é" * 1001 in answer.content.decode()


def test_a_stale_decision_says_what_happened_and_keeps_what_was_written(signed_in: SignedIn) -> None:
    made = contributions.proposed()
    row = made.contribution
    coordinator = accounts.coordinator(row.territory)
    form = {"verb": "return", "question": "Est-ce chauffé ?", "seen": seen(row)}
    lifecycle.revise(contribution=row, content={"text": "Chauffé."}, by=rules.By(secret=made.secret))
    answer = signed_in(coordinator).post(address(row), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This fiche has moved since you opened it." in page
    assert "Meanwhile: <strong>Corrected</strong> by its author" in page
    assert ">Est-ce chauffé ?</textarea>" in page
    assert f'name="seen" value="{seen(row)}"' in page
    assert state(row) == State.PROPOSED


def test_what_a_colleague_decided_meanwhile_is_said(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    row = contributions.contribution(territory=bron)
    before = seen(row)
    lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(bron, name="Référente repas")))
    answer = signed_in(accounts.coordinator(bron)).post(address(row), {"verb": "publish", "seen": before})
    assert answer.status_code == 409
    assert "<strong>Published</strong> by Référente repas" in answer.content.decode()


def test_what_a_colleague_holds_is_refused_with_their_name(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    row = contributions.contribution(territory=bron)
    lifecycle.hold(contribution=row, user=accounts.referent(bron, name="Référente repas"))
    answer = signed_in(accounts.coordinator(bron)).post(address(row), {"verb": "publish", "seen": seen(row)})
    assert answer.status_code == 409
    assert "Référente repas is on this fiche until" in answer.content.decode()


def test_a_decision_that_the_state_does_not_allow_is_refused_in_a_sentence(signed_in: SignedIn) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    row = contributions.contribution(State.REJECTED, decider=coordinator)
    answer = signed_in(coordinator).post(address(row), {"verb": "publish", "seen": seen(row)})
    assert answer.status_code == 409
    assert "cannot be done to a fiche that is: rejected" in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"verb": "erase"}, {"verb": "publish"}, {"verb": "publish", "seen": "x"}])
def test_a_forged_form_decides_nothing(signed_in: SignedIn, form: dict[str, str]) -> None:
    row = contributions.contribution()
    answer = signed_in(accounts.coordinator(row.territory)).post(address(row), form)
    assert (answer.status_code, state(row)) == (422, State.PROPOSED)


@pytest.mark.parametrize("rights", [{Right.SEE}, {Right.SEE, Right.EDIT}, {Right.SEE, Right.EXPORT}])
def test_without_the_right_to_decide_nothing_is_decided(signed_in: SignedIn, rights: set[Right]) -> None:
    row = contributions.contribution()
    client = signed_in(accounts.referent(row.territory, rights=frozenset(rights)))
    assert client.post(address(row), {"verb": "publish", "seen": seen(row)}).status_code == 403
    assert client.post(address(row, "hold/"), {"do": "hold"}).status_code == 403
    assert state(row) == State.PROPOSED


def merge_form(row: Contribution, other: Contribution, stays: Contribution) -> dict[str, Any]:
    return {"survivor": stays.reference, **{f"seen_{each.reference}": seen(each) for each in (row, other)}}


@pytest.mark.parametrize("stays", [0, 1])
def test_merging_keeps_the_one_that_is_chosen(signed_in: SignedIn, stays: int) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    pair = [contributions.contribution(State.PUBLISHED, decider=coordinator) for _ in range(2)]
    kept, gone = pair[stays], pair[1 - stays]
    client, url = signed_in(coordinator), address(pair[0], f"merge/{pair[1].reference}/")
    assert client.get(url).status_code == 200
    answer = client.post(url, merge_form(pair[0], pair[1], kept))
    assert answer["Location"] == f"/moderation/{kept.reference}/"
    gone.refresh_from_db()
    assert (gone.merged_into, gone.state, state(kept)) == (kept, State.ARCHIVED, State.PUBLISHED)


def test_merging_asks_which_one_stays(signed_in: SignedIn) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    one, other = contributions.contribution(), contributions.contribution()
    answer = signed_in(coordinator).post(address(one, f"merge/{other.reference}/"), {"survivor": "0000000"})
    assert (answer.status_code, state(one), state(other)) == (422, State.PROPOSED, State.PROPOSED)


def test_a_stale_merge_is_refused(signed_in: SignedIn) -> None:
    one, made = contributions.contribution(), contributions.proposed()
    other = made.contribution
    form = merge_form(one, other, one)
    lifecycle.revise(contribution=other, content={"text": "Chauffé."}, by=rules.By(secret=made.secret))
    client = signed_in(accounts.coordinator(one.territory))
    assert client.post(address(one, f"merge/{other.reference}/"), form).status_code == 409
    assert state(other) == State.PROPOSED


def test_merging_with_what_one_may_not_see_finds_nothing(signed_in: SignedIn) -> None:
    one = contributions.contribution()
    hidden = contributions.contribution(territory=contributions.commune("Oullins"))
    client = signed_in(accounts.coordinator(one.territory))
    assert client.get(address(one, f"merge/{hidden.reference}/")).status_code == 404
    assert client.get(address(one, "merge/0000000/")).status_code == 404


def edit_form(row: Contribution) -> dict[str, Any]:
    shared = {"title": "Titre corrigé", "text": row.text, "theme": "manger", "address": row.address}
    return {**shared, "side": "need", "variety": "initiative", "seen": seen(row)}


@pytest.fixture
def editable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of initiatives opens its form again."""
    from boucle.during.initiatives.forms import initiative

    kind = replace(registry.kind("initiative"), initial=initiative.initial)
    monkeypatch.setitem(registry.KINDS, "initiative", kind)


def test_correcting_a_fiche_makes_a_revision_in_the_name_of_whoever_corrects(
    signed_in: SignedIn, editable: None
) -> None:
    row = contributions.contribution()
    editor = accounts.referent(row.territory, rights=frozenset({Right.SEE, Right.EDIT}))
    client = signed_in(editor)
    assert row.title in client.get(address(row, "edit/")).content.decode()
    answer = client.post(address(row, "edit/"), edit_form(row))
    assert answer.status_code == 302
    row.refresh_from_db()
    line = queries.last_transition(row)
    assert line is not None
    assert (row.title, line.verb, line.actor, line.role) == ("Titre corrigé", "revise", editor, "referent")


def test_correcting_needs_the_right_to_edit(signed_in: SignedIn, editable: None) -> None:
    row = contributions.contribution()
    decider = signed_in(accounts.referent(row.territory, rights=frozenset({Right.SEE, Right.DECIDE})))
    assert decider.get(address(row, "edit/")).status_code == 403
    assert decider.post(address(row, "edit/"), edit_form(row)).status_code == 403


def test_a_correction_that_is_wrong_or_stale_keeps_what_was_typed(signed_in: SignedIn, editable: None) -> None:
    made = contributions.proposed()
    row = made.contribution
    client = signed_in(accounts.coordinator(row.territory))
    form = edit_form(row)
    answer = client.post(address(row, "edit/"), {**form, "text": ""})
    assert answer.status_code == 422
    assert "Titre corrigé" in answer.content.decode()
    lifecycle.revise(contribution=row, content={"address": "ailleurs"}, by=rules.By(secret=made.secret))
    answer = client.post(address(row, "edit/"), form)
    assert answer.status_code == 409
    assert "Titre corrigé" in answer.content.decode()
