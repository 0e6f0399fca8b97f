"""The demo's winter: told once, whole; its pages open for a visitor and for its coordinator, and leak nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from boucle.before.dominos.models import Attachment, Computed
from boucle.before.dominos.models.computed import Stage
from boucle.before.dominos.queries import panels
from boucle.before.plans.actions import demo
from boucle.before.plans.engine.coverage import Verdict
from boucle.before.plans.enums import Content, Mark, NoteFate
from boucle.before.plans.models import OPEN_MODELS, Activation, Note, Plan, Section, StaffText
from boucle.before.plans.queries import clocks, coverage, scenarios, tree
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import LinkType, Purpose, State
from boucle.foundation.lifecycle.models import Contact, Contribution, Link
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Task
from boucle.site.actions import winter
from tests.factories import demo as story
from tests.factories import plan_pages as pages

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The winter takes some seconds to tell: once for this file, in a transaction undone after its last test."""
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        yield story.told_winter().pk
        transaction.set_rollback(True)


@pytest.fixture
def plan(told: int, db: None) -> Plan:
    return Plan.objects.get(pk=told)


def coordinator() -> User:
    return User.objects.get(email=winter.MEMBERS[0].email)


def section(plan: Plan, title: str) -> Section:
    return winter.section(plan, title)


def test_it_is_told_once(plan: Plan) -> None:
    before = (Contribution.objects.count(), Task.objects.count(), User.objects.count())
    assert winter.tell() == plan
    assert demo.tell(territory=plan.territory, basin=plan.territory, users=(coordinator(), coordinator())) == plan
    assert (Contribution.objects.count(), Task.objects.count(), User.objects.count()) == before


def test_nineteen_sections_stand_as_on_the_reference_page(plan: Plan) -> None:
    found = tree.tree(plan, is_staff=True)
    assert found.counts == {Mark.CURRENT: 13, Mark.SOON: 2, Mark.LATE: 1, Mark.DRAFT: 3}
    assert [node.label for node in found.late] == ["2.2 Fiche inondation"]
    assert [node.number for node in found.roots] == ["1", "2", "3", "4", "5", "6"]
    assert plan.sections.filter(contribution__state=State.ARCHIVED).count() == 1
    assert set(plan.sections.values_list("content", flat=True)) == set(Content)


def test_the_law_and_the_ways_are_at_a_real_state_of_progress(plan: Plan) -> None:
    assert [each.counts for each in coverage.of(plan)] == [
        {Verdict.COVERED: 29, Verdict.PARTIAL: 4, Verdict.LATE: 1, Verdict.MISSING: 2}
    ]
    due = next(one.due_on for one in clocks.of(plan) if one.code == "contacts")
    assert due is not None
    assert clock.today() < due <= clock.today() + timedelta(days=14)
    assert plan.model == "strategic"
    assert set(Counter(plan.placements.values_list("model", flat=True)).values()) == {demo.ways.PEOPLE}


def test_notes_show_every_fate(plan: Plan) -> None:
    states = Note.objects.values_list("contribution__state", "fate")
    assert Counter(states) == Counter(
        [
            (State.PROPOSED, NoteFate.WAITING),
            (State.PUBLISHED, NoteFate.WAITING),
            (State.PUBLISHED, NoteFate.ANSWERED),
            (State.PUBLISHED, NoteFate.TAKEN),
            (State.PUBLISHED, NoteFate.DECLINED),
        ]
    )
    assert Note.objects.get(fate=NoteFate.TAKEN).taken_into == section(plan, winter.WATER)


def test_a_run_with_computed_measures_and_a_consultation_are_joined_to_sections(plan: Plan) -> None:
    assert Computed.objects.get(is_whole=False, stage=Stage.DONE).schedule.slug == winter.EVENING
    panel = panels.panel(section(plan, winter.WATER))
    assert panel is not None
    (run,) = panel.context["runs"]
    assert run.risks
    assert len(run.measures) > 1
    assert all(spared is not None for _measure, spared, _when in run.measures)
    check_consultation(plan)


def check_consultation(plan: Plan) -> None:
    row = Contribution.objects.get(title=winter.QUESTION)
    link = Link.objects.get(source=row)
    assert (row.state, link.target, link.type) == (
        State.PUBLISHED,
        section(plan, winter.REFUGES).contribution,
        LinkType.CHANGES,
    )


def test_one_exercise_has_its_debrief_and_one_is_open(plan: Plan) -> None:
    today, past = Activation.objects.filter(scenario__plan=plan)
    assert {today.situation.nature, past.situation.nature} == {Nature.EXERCISE}
    assert (today.ended_at, past.situation.is_closed, past.debrief.is_open) == (None, True, True)
    assert (today.played.count(), past.played.count()) == (1, 4)
    standings = Counter(Task.objects.filter(situation=past.situation).values_list("standing", flat=True))
    assert standings == {Standing.DONE: 9, Standing.DROPPED: 2}
    done = Task.objects.filter(situation=past.situation, standing=Standing.DONE)
    assert list(done.filter(ended_at__gt=F("due_at")).values_list("title", flat=True)) == [
        "Changer le texte des trois panneaux lumineux"
    ]
    changed = [str(one.section) for one in scenarios.changed(plan, past, today)]
    assert sorted(changed) == [winter.WATER, winter.REFUGES, "Moyens propres"]


def test_the_next_exercise_is_foreseen_with_its_scenario(plan: Plan) -> None:
    assert list(plan.exercises.values_list("title", "scenario__name", "is_open")) == [
        ("La citerne et la ronde, un soir sans prévenir", "Délestage annoncé", True)
    ]


def addresses(plan: Plan) -> list[str]:
    """The pages that everybody reads."""
    published = plan.sections.filter(contribution__state=State.PUBLISHED)
    notes = Note.objects.filter(contribution__state=State.PUBLISHED)
    past = Activation.objects.get(situation__closed_at__isnull=False)
    run = Attachment.objects.select_related("schedule__inventory").get().schedule
    return [
        f"/t/{plan.shared_with.get().slug}/plans/",
        f"/plans/{plan.slug}/",
        *(f"/s/{row.contribution.reference}/" for row in published),
        *(f"/s/{row.contribution.reference}/versions/" for row in published),
        *(f"/n/{row.contribution.reference}/" for row in notes),
        *(f"/plans/{plan.slug}/{part}/" for part in ("law", "ways")),
        reverse("plans:debrief", args=[past.pk]),
        reverse("dominos:run", args=[run.inventory.slug, run.slug]),
    ]


def closed_words(plan: Plan) -> list[str]:
    """What the public never reads: people, their numbers, what is closed, drafts, staff texts."""
    people = Contact.objects.filter(purpose=Purpose.DIRECTORY).values_list("name", "phone")
    lines = [str(row) for model in OPEN_MODELS for row in model._default_manager.filter(is_open=False)]
    drafts = plan.sections.filter(contribution__state=State.PROPOSED).values_list("contribution__title", flat=True)
    staff = StaffText.objects.values_list("text", flat=True)
    return [*(word for pair in people for word in pair), *lines, *drafts, *(text[:30] for text in staff)]


def test_a_visitor_reads_every_page_and_nothing_that_is_closed(plan: Plan) -> None:
    client = pages.signed()
    closed = closed_words(plan)
    assert len(closed) > 40
    for address in addresses(plan):
        html = unescape(pages.page(client, address))
        assert [word for word in closed if word in html] == [], address


def test_its_coordinator_reads_every_page(plan: Plan) -> None:
    client = pages.signed(coordinator())
    today = Activation.objects.get(ended_at=None)
    drafts = plan.sections.filter(contribution__state=State.PROPOSED)
    work = [
        f"/t/{plan.territory.slug}/plans/work/",
        *(f"/s/{row.contribution.reference}/" for row in drafts),
        *(f"/plans/{plan.slug}/{part}/" for part in ("scenarios", "notes")),
        *(reverse(f"plans:{name}", args=[today.pk]) for name in ("board", "conduct")),
    ]
    for address in (*addresses(plan), *work):
        pages.page(client, address)


def test_the_keeper_ticks_a_task_of_the_open_board(plan: Plan) -> None:
    keeper = User.objects.get(email=winter.MEMBERS[1].email)
    activation = Activation.objects.get(ended_at=None)
    html = pages.page(pages.signed(keeper), reverse("plans:board", args=[activation.pk]))
    rows = Task.objects.filter(situation=activation.situation)
    assert [row.title for row in rows if row.title not in unescape(html)] == []
    standings = Counter(rows.values_list("standing", flat=True))
    assert standings == {Standing.TO_DO: 7, Standing.UNDER_WAY: 2, Standing.DONE: 2}


def test_the_board_is_not_a_visitors(plan: Plan) -> None:
    address = reverse("plans:board", args=[Activation.objects.get(ended_at=None).pk])
    assert pages.signed().get(address).status_code in (302, 403)
