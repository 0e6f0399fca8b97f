"""A plan and its sections, as everybody reads them; its crisis staff reads more on the same pages."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from boucle.before.plans import registry, rules
from boucle.before.plans.actions import entry_readings
from boucle.before.plans.enums import Mark
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import notes, pages, revisions, tree
from boucle.before.plans.views import frames
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry as lessons
from boucle.foundation.lifecycle.enums import State


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole plan: what it is for, its sections, what changed lately."""
    row = frames.plan(request, slug)
    response = frames.page(request, "plans/plan.html", around(request, row))
    return ready.shared(request, response, row.territory)


def around(request: HttpRequest, row: Plan) -> dict[str, Any]:
    """What the pages of a plan have in common: the tree, the figures, who reads."""
    is_staff = request.user.is_authenticated and rules.is_staff(row, request.user)
    found = tree.tree(row, is_staff=is_staff)
    changed = pages.changed(row, found)
    return {
        "plan": row,
        "tree": found,
        "is_staff": is_staff,
        "may_keep": request.user.is_authenticated and rules.can_keep(row, request.user),
        "changed": changed,
        "lede": pages.lede(found, changed),
    }


@require_safe
def section(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One section in its plan. Gone from the plan, its page says so and shows nothing else."""
    row = frames.section(request, reference)
    known = around(request, row.plan)
    if not rules.can_see(row, request.user):
        return ready.private(frames.page(request, "plans/gone.html", {**known, "section": row}, status=410))
    node = known["tree"].node(row) or tree.Node(row, "", 1, tree.mark(row.contribution))
    previous, following = known["tree"].around(row)
    known |= {"section": row, "node": node, "previous": previous, "following": following}
    known |= shown(request, row, is_staff=known["is_staff"])
    response = frames.page(request, "plans/section.html", known)
    return ready.shared(request, response, row.plan.territory)


def shown(request: HttpRequest, row: Section, *, is_staff: bool) -> dict[str, Any]:
    """What the page of a section says besides its text; drafts and staff words only to those who may read them."""
    versions = revisions.versions(row)
    known: dict[str, Any] = {
        "row": row.contribution,
        "versions": versions,
        "change": revisions.last_change(versions),
        "measures": pages.measures(row),
        "notes": notes.public(row),
        "taken": notes.taken_from_elsewhere(row),
        "learnt": (learnt := lessons.learnt(lessons.Taught([row.pk]))),
        "linked": pages.linked(row, besides={each.address for each in learnt}),
        "is_public": row.plan.is_open and row.contribution.is_public,
        "entries": entry_readings.read(section=row, reader=request.user),
        "panels": registry.panels(row),
    }
    return known | staff_part(request, row) if is_staff else known


def staff_part(request: HttpRequest, row: Section) -> dict[str, Any]:
    """The staff's own text, what waits, and what this reader may do."""
    may_write = rules.can_write(row, request.user)
    waiting = lifecycle.waiting_revision(row.contribution)
    present = lifecycle.content(row.contribution)
    return {
        "staff_text": pages.staff_text(row),
        "may_write": may_write,
        "waiting": waiting if may_write else None,
        "waiting_pieces": revisions.pieces(present["text"], waiting.content["text"]) if waiting and may_write else [],
        "question": lifecycle.question(row.contribution) if may_write else "",
        "seen": lifecycle.last_number(row.contribution),
        "is_draft": row.contribution.state in (State.PROPOSED, State.RETURNED),
        "is_out": row.contribution.state in tree.OUT,
        "is_late": tree.mark(row.contribution) in (Mark.LATE, Mark.SOON),
        "ask_url": ask_url(row),
    }


def ask_url(row: Section) -> str:
    """Where people are asked about a section; nothing where no room does that."""
    try:
        return f"{reverse('consultations:new', args=[row.plan.territory.slug])}?about={row.contribution.reference}"
    except NoReverseMatch:
        return ""


@require_safe
def versions(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Its versions as the public read them, and any two side by side: `?from=4&to=6`, without which the last two."""
    row = frames.section(request, reference)
    if not rules.can_see(row, request.user):
        return ready.private(
            frames.page(request, "plans/gone.html", {**around(request, row.plan), "section": row}, status=410)
        )
    found = revisions.versions(row)
    by_number = {str(each.number): each for each in found}
    newest, before = found[0] if found else None, found[1] if len(found) > 1 else None
    after = by_number.get(request.GET.get("to", ""), newest)
    earlier = by_number.get(request.GET.get("from", ""), before)
    change = revisions.change(earlier, after) if earlier and after and earlier is not after else None
    known = {**around(request, row.plan), "section": row, "versions": found, "change": change}
    known |= {"after": after, "earlier": earlier, "node": known["tree"].node(row)}
    return ready.shared(request, frames.page(request, "plans/versions.html", known), row.plan.territory)
