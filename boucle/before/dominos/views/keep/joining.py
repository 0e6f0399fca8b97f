"""A run joins the plan: attached to a section, its risks and measures discussed one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.before.dominos import actions
from boucle.before.dominos.models import Attachment, Inventory, Schedule
from boucle.before.dominos.queries import ledes, noting, panels
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
    section, run = attachment.section, panels.shown(attachment)
    return {
        "attachment": attachment,
        "section": section,
        "run": run,
        "taken": set(section.measures.values_list("title", flat=True)),
        "told": told_by_notes(attachment, run),
        "below": set(section.children.values_list("contribution__title", flat=True)),
        "keeps_plan": plan_rules.can_keep(section.plan, user),
    }


def told_by_notes(attachment: Attachment, run: panels.Shown) -> list[tuple[Any, list[Any], list[Any]]]:
    """Each risk, the notes that say it already, the sections that could still be told."""
    open_ones = noting.sections(attachment.section.plan)
    keys = {
        actions.note_key(attachment, section, risk.name): (risk.name, section.pk)
        for risk in run.risks
        for section, _label in open_ones
    }
    notes = noting.noted({key: name for key, (name, _pk) in keys.items()})
    found = []
    for risk in run.risks:
        there = notes.get(risk.name, [])
        told = {note.section_id for note in there}
        found.append((risk, there, [(one, label) for one, label in open_ones if one.pk not in told]))
    return found


def note(request: HttpRequest, attachment: Attachment, user: User, name: str) -> None:
    run = panels.shown(attachment)
    risk = next((one for one in run.risks if one.name == name), None)
    offered = {str(one.pk): one for one, _label in noting.sections(attachment.section.plan)}
    section = offered.get(request.POST.get("section", ""))
    if risk is None or section is None:
        raise NotPossible(_("Choose the section that the note is for."))
    words = noting.text(attachment, run, risk)
    made = actions.take_as_note(attachment=attachment, section=section, user=user, risk=name, text=words)
    is_public = made.state == State.PUBLISHED
    messages.success(
        request,
        _("It is a note on the section, and waits for its answer.")
        if is_public
        else _("It is a note on the section: a referent reads it first."),
    )


def take(request: HttpRequest, attachment: Attachment, user: User) -> None:
    measure = attachment.schedule.inventory.measures.filter(pk=number(request.POST.get("measure", ""))).first()
    risk = request.POST.get("risk", "")
    try:
        if "note" in request.POST:
            note(request, attachment, user, request.POST["note"])
        elif measure is not None:
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
