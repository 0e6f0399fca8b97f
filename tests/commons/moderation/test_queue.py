"""The queue: what awaits whom, in which order, seen by whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.commons.moderation import rules
from boucle.commons.moderation.enums import Tab
from boucle.commons.moderation.queries import queue
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions


def waiting_for(user: User, tab: Tab = Tab.MINE) -> list[str]:
    return list(queue.queue(user, tab).order)


def test_an_item_awaits_the_referent_of_its_theme_and_place_and_nobody_else(db: None) -> None:
    bron, food = contributions.commune(), contributions.theme()
    referent = accounts.referent(bron, food)
    others = [
        accounts.referent(bron, contributions.theme("soins")),
        accounts.referent(contributions.commune("Oullins")),
        accounts.coordinator(bron),
    ]
    row = contributions.contribution(territory=bron)
    assert waiting_for(referent) == [row.reference]
    assert [waiting_for(other) for other in others] == [[], [], []]


def test_the_scope_tab_shows_what_awaits_colleagues(db: None) -> None:
    bron = contributions.commune()
    accounts.referent(bron, contributions.theme())
    coordinator = accounts.coordinator(bron)
    row = contributions.contribution(territory=bron)
    assert waiting_for(coordinator) == []
    assert waiting_for(coordinator, Tab.SCOPE) == [row.reference]


def test_an_escalated_item_awaits_the_level_above(db: None) -> None:
    bron = contributions.commune()
    referent, coordinator = accounts.referent(bron, contributions.theme()), accounts.coordinator(bron)
    row = contributions.contribution(territory=bron)
    lifecycle.climb(row)
    row.save()
    assert (waiting_for(referent), waiting_for(coordinator)) == ([], [row.reference])


def test_a_deputy_is_asked_when_the_holders_are_away(db: None) -> None:
    bron, food = contributions.commune(), contributions.theme()
    holder = accounts.referent(bron, food)
    deputy = accounts.referent(bron, food, is_deputy=True)
    row = contributions.contribution(territory=bron)
    assert waiting_for(deputy) == []
    accounts.actions.set_absence(user=holder, until=clock.today() + timedelta(days=3))
    assert waiting_for(deputy) == [row.reference]


def test_what_is_returned_rejected_or_published_awaits_nobody(db: None) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    for state in State:
        contributions.contribution(state, territory=bron, decider=coordinator)
    assert len(waiting_for(coordinator)) == 1


def test_a_revision_awaits_a_decision(db: None) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    row = contributions.contribution(State.PUBLISHED, territory=bron, decider=coordinator)
    row = contributions.with_revision(row, lifecycle_rules.By(user=coordinator))
    assert waiting_for(coordinator) == [row.reference]


def test_a_frozen_situation_awaits_nobody(db: None) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    situation = contributions.situation(bron)
    contributions.contribution(territory=bron, situation=situation)
    assert len(waiting_for(coordinator)) == 1
    situation.closed_at, situation.closed_by = clock.now(), coordinator
    situation.save()
    assert waiting_for(coordinator) == []


def test_the_order_is_mine_then_what_presses_then_the_oldest(db: None) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    oldest, mine, newer = (contributions.contribution(territory=bron) for _ in range(3))
    urgent = contributions.contribution(territory=bron, is_urgent=True)
    lifecycle.hold(contribution=mine, user=coordinator)
    assert waiting_for(coordinator) == [row.reference for row in (mine, urgent, oldest, newer)]


def test_everybody_sees_who_holds_what(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    one, other = accounts.referent(bron, name="Référente repas"), accounts.referent(bron)
    row = lifecycle.hold(contribution=contributions.contribution(territory=bron), user=one)
    page = signed_in(other).get("/moderation/").content.decode()
    assert "Claimed by Référente repas" in page
    assert waiting_for(other, Tab.HELD) == [row.reference]
    Contribution.objects.update(held_until=clock.now() - timedelta(seconds=1))
    assert "Claimed by Référente repas" not in signed_in(other).get("/moderation/").content.decode()


def test_the_page_says_how_much_waits_and_since_when(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    contributions.contribution(territory=bron, is_urgent=True)
    contributions.contribution(territory=bron)
    page = signed_in(coordinator).get("/moderation/").content.decode()
    assert "2 fiches await you, the oldest for 0\u00a0min. 1 is urgent." in page
    assert "Mine (2)" in page
    assert "Scope (2)" in page


@pytest.mark.parametrize("climbs", [0, 1])
def test_the_bar_shows_how_much_of_the_delay_has_passed(db: None, climbs: int) -> None:
    coordinator = accounts.coordinator(contributions.commune())
    row = contributions.contribution()
    now = clock.now()
    Contribution.objects.update(asked_at=now - timedelta(hours=12), due_at=now + timedelta(hours=36), climbs=climbs)
    line = queue.lines([row.reference], coordinator)[0]
    assert (line.share, line.is_late, line.is_over) == ((25, False, False) if not climbs else (100, True, False))


def test_a_page_of_the_queue_leads_to_the_next_without_a_gap_or_a_repeat(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    for _ in range(queue.PAGE + 3):
        contributions.contribution(territory=bron)
    found = queue.queue(coordinator, Tab.MINE)
    first = found.page()
    second = found.page(after=first[-1])
    assert first + second == found.order
    page = signed_in(coordinator).get(f"/moderation/?vue=moi&apres={first[-1]}")
    assert [line.row.reference for line in page.context["lines"]] == list(second)
    assert found.page(shown=second[0]) == second
    assert found.around(first[0]) == ("", first[1])
    assert found.around(second[0]) == (first[-1], second[1])
    assert found.around(second[-1]) == (second[-2], "")


def test_the_queue_costs_the_same_however_much_waits(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    client = signed_in(coordinator)
    contributions.contribution(territory=bron, title="Alpha", text="Première.")
    client.get("/moderation/bulk/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/moderation/bulk/")
    for number in range(12):
        contributions.contribution(territory=bron, title=f"Titre {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/moderation/bulk/")
    assert len(many) == len(few) <= 16


def test_the_desk_costs_the_same_however_much_waits(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    client = signed_in(coordinator)
    row = contributions.contribution(territory=bron)
    client.get(f"/moderation/{row.reference}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/moderation/{row.reference}/")
    for number in range(12):
        contributions.contribution(territory=bron, title=f"Zèbre {number}", text="Rien à voir.")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/moderation/{row.reference}/")
    assert len(many) <= len(few) + 2  # the search looks for a few rarest words, whatever there is
    assert len(few) <= 52


def test_a_stranger_is_refused_and_an_anonymous_visitor_signs_in_first(signed_in: SignedIn) -> None:
    assert signed_in(accounts.stranger()).get("/moderation/").status_code == 403
    answer = signed_in(None).get("/moderation/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/moderation/")


def test_an_empty_queue_says_so(signed_in: SignedIn) -> None:
    page = signed_in(accounts.coordinator(contributions.commune())).get("/moderation/")
    assert "Nothing waits here" in page.content.decode()


def test_a_tab_that_does_not_exist_is_the_first_one(signed_in: SignedIn) -> None:
    page = signed_in(accounts.coordinator(contributions.commune())).get("/moderation/?vue=tout&apres=x")
    assert (page.status_code, page.context["part"]) == (200, Tab.MINE)


def test_sitting_at_the_desk_needs_a_scope(db: None) -> None:
    bron = contributions.commune()
    watcher = accounts.referent(bron, rights=frozenset({Right.SEE}))
    assert rules.can_sit(watcher)
    assert not rules.can_sit(watcher, Right.EXPORT)
    assert not rules.can_sit(accounts.stranger())
