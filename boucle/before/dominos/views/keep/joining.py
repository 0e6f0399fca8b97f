"""A run joins the plan: attached to a section, its risks and measures discussed one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.before.dominos import actions
from boucle.before.dominos.models import Attachment, Inventory, Schedule
from boucle.before.dominos.queries import ledes, panels
from boucle.before.dominos.views import frames
from boucle.before.dominos.views.keep import frame
from boucle.before.plans import rules as plan_rules
from boucle.before.plans.models import Section
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.territories import queries as territories

MOST = 300
LIVING = (State.PROPOSED, State.PUBLISHED)


def signed(request: HttpRequest, slug: str, schedule: str) -> tuple[Inventory, Schedule, User]:
    """Whoever may write a section may join: they need not keep the inventory."""
    inventory = frames.read(request, slug, is_whole=False)
    assert isinstance(request.user, User)
    return inventory, frames.scheduled(inventory, schedule), request.user


def sections(inventory: Inventory, user: User) -> list[Section]:
    """Those that this person writes, of the plans of the territory, of one around it or inside it."""
    places = {inventory.territory_id, *territories.descendants_ids(inventory.territory)}
    places |= set(territories.ancestors(inventory.territory_id))
    found = Section.objects.filter(plan__territory__in=places, contribution__state__in=LIVING)
    found = found.select_related("plan__territory", "contribution").order_by("plan__name", "position", "pk")
    kept: dict[int, bool] = {}
    shown = []
    for one in found[:MOST]:
        if one.plan_id not in kept:
            kept[one.plan_id] = plan_rules.can_keep(one.plan, user)
        if kept[one.plan_id] or plan_rules.is_keeper(one, user):
            shown.append(one)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def page(request: HttpRequest, slug: str, schedule: str) -> HttpResponseBase:
    inventory, row, user = signed(request, slug, schedule)
    found = sections(inventory, user)
    if request.method == "POST":
        section = next((one for one in found if str(one.pk) == request.POST.get("section")), None)
        if section is None:
            raise Http404
        made: list[Attachment] = []
        if attempts.act(
            request,
            _("The section shows this run."),
            lambda: made.append(actions.attach(schedule=row, section=section, user=user)),
        ):
            return frame.back("discuss", inventory, row.slug, made[0].pk)
    attached = {one.section_id: one for one in row.attachments.all()}
    known = {
        "inventory": inventory,
        "schedule": row,
        "title": ledes.title(row),
        "sections": [(one, attached.get(one.pk)) for one in found],
    }
    return render(request, "dominos/keep/join.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def discuss(request: HttpRequest, slug: str, schedule: str, pk: int) -> HttpResponseBase:
    """Secondary risks and measures: each becomes something of the plan by one press, or the run is taken off."""
    inventory, row, user = signed(request, slug, schedule)
    attachment = (
        row.attachments.select_related("section__plan__territory", "section__contribution").filter(pk=pk).first()
    )
    if attachment is None:
        raise Http404
    plan_rules.check_write(attachment.section, user)
    if request.method == "POST":
        if "detach" in request.POST:
            actions.detach(attachment=attachment, user=user)
            messages.success(request, _("The section no longer shows this run."))
            return frame.back("join", inventory, row.slug)
        take(request, attachment, user)
        return frame.back("discuss", inventory, row.slug, pk)
    attachment.schedule = row
    return render(request, "dominos/keep/discuss.html", {"inventory": inventory, **shown(attachment, user)})


def shown(attachment: Attachment, user: User) -> dict[str, Any]:
    section = attachment.section
    return {
        "attachment": attachment,
        "section": section,
        "run": panels.shown(attachment),
        "taken": set(section.measures.values_list("title", flat=True)),
        "below": set(section.children.values_list("contribution__title", flat=True)),
        "keeps_plan": plan_rules.can_keep(section.plan, user),
    }


def take(request: HttpRequest, attachment: Attachment, user: User) -> None:
    measure = attachment.schedule.inventory.measures.filter(pk=number(request.POST.get("measure", ""))).first()
    risk = request.POST.get("risk", "")
    try:
        if measure is not None:
            role = request.POST.get("role", "").strip() or _("crisis coordination")
            actions.take_as_measure(section=attachment.section, measure=measure, user=user, role=role)
            messages.success(request, _("It is a measure of the section."))
        elif risk in {one.name for one in panels.shown(attachment).risks}:
            actions.take_as_section(section=attachment.section, user=user, risk=risk)
            messages.success(request, _("It is a section in draft, below this one."))
    except NotPossible as refusal:
        messages.error(request, str(refusal))


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
