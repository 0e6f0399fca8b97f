"""Deciding on many: each fiche for itself, and a report that says what became of each."""

import pytest

from boucle.commons.moderation.views.bulk import MOST
from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Reason, State
from boucle.foundation.lifecycle.models import Contribution
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions


def ticked(*rows: Contribution) -> list[str]:
    return [f"{row.reference}:1" for row in rows]


def states(*rows: Contribution) -> list[str]:
    found = dict(Contribution.objects.values_list("pk", "state"))
    return [str(found[row.pk]) for row in rows]


@pytest.mark.parametrize(
    ("form", "end"),
    [({"verb": "publish"}, State.PUBLISHED), ({"verb": "reject", "reason": Reason.ADVERTISING}, State.REJECTED)],
)
def test_many_are_decided_at_once(signed_in: SignedIn, form: dict[str, str], end: State) -> None:
    rows = [contributions.contribution() for _ in range(3)]
    client = signed_in(accounts.coordinator(rows[0].territory))
    answer = client.post("/moderation/bulk/", {**form, "item": ticked(*rows[:2])})
    assert answer.status_code == 200
    assert states(*rows) == [end, end, State.PROPOSED]
    assert "2 fiches done" in answer.content.decode()


def test_many_are_claimed_at_once(signed_in: SignedIn) -> None:
    rows = [contributions.contribution() for _ in range(2)]
    coordinator = accounts.coordinator(rows[0].territory)
    signed_in(coordinator).post("/moderation/bulk/", {"verb": "hold", "item": ticked(*rows)})
    assert set(Contribution.objects.values_list("held_by", flat=True)) == {coordinator.pk}


def test_one_refusal_stops_no_other_and_says_why(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    held, moved, fine = (contributions.contribution(territory=bron) for _ in range(3))
    lifecycle.hold(contribution=held, user=accounts.referent(bron, name="Référente repas"))
    lifecycle.publish(contribution=moved, by=rules.By(user=accounts.coordinator(bron)))
    client = signed_in(accounts.coordinator(bron))
    answer = client.post("/moderation/bulk/", {"verb": "publish", "item": ticked(held, moved, fine)})
    page = answer.content.decode()
    assert states(held, moved, fine) == [State.PROPOSED, State.PUBLISHED, State.PUBLISHED]
    assert "1 fiche done, 2 left as they were." in page
    assert "Référente repas is on this fiche until" in page
    assert "This fiche has moved since you opened it." in page


def test_what_cannot_be_archived_is_said(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    client = signed_in(accounts.coordinator(row.territory))
    answer = client.post("/moderation/bulk/", {"verb": "archive", "item": ticked(row)})
    assert "is not for a referent to do to a fiche that is: proposed." in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"verb": "publish"}, "Tick at least one fiche."),
        ({"item": "x:1"}, "Choose what to do with them."),
        ({"verb": "reject", "item": "x:1"}, "Choose a reason of the charter: the authors will read it."),
    ],
)
def test_a_form_without_choice_is_refused_at_its_place(
    signed_in: SignedIn, form: dict[str, str], sentence: str
) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    contributions.contribution()
    answer = signed_in(coordinator).post("/moderation/bulk/", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_was_ticked_stays_ticked_after_a_refusal(signed_in: SignedIn) -> None:
    client = signed_in(accounts.coordinator(contributions.commune()))
    row, other = contributions.contribution(), contributions.contribution()
    answer = client.post("/moderation/bulk/", {"verb": "reject", "item": ticked(row)})
    page = answer.content.decode()
    assert f'value="{row.reference}:1" checked' in page
    assert f'value="{other.reference}:1" checked' not in page


def test_forged_references_outside_the_scope_count_for_nothing(signed_in: SignedIn) -> None:
    row = contributions.contribution(territory=contributions.commune("Oullins"))
    client = signed_in(accounts.coordinator(contributions.commune("Bron")))
    answer = client.post("/moderation/bulk/", {"verb": "publish", "item": [*ticked(row), "non\x00sense:1", ":"]})
    assert states(row) == [State.PROPOSED]
    assert "3 are no longer in your scope." in answer.content.decode()


def test_without_the_right_to_decide_each_one_is_refused(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    client = signed_in(accounts.referent(row.territory, rights=frozenset({Right.SEE})))
    answer = client.post("/moderation/bulk/", {"verb": "publish", "item": ticked(row)})
    assert states(row) == [State.PROPOSED]
    assert "outside your scope" in answer.content.decode()


def test_no_more_than_a_page_is_decided_at_once(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    client = signed_in(accounts.coordinator(row.territory))
    forged = [f"{number:07}:1" for number in range(MOST)]
    client.post("/moderation/bulk/", {"verb": "publish", "item": [*forged, *ticked(row)]})
    assert states(row) == [State.PROPOSED]


def test_strangers_are_refused(signed_in: SignedIn) -> None:
    assert signed_in(accounts.stranger()).get("/moderation/bulk/").status_code == 403
    assert signed_in(accounts.stranger()).post("/moderation/bulk/", {"verb": "publish"}).status_code == 403
    assert signed_in(None).get("/moderation/bulk/").status_code == 302
