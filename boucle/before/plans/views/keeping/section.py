"""A section is written, arranged, published, kept true, taken out, brought back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans import actions, rules
from boucle.before.plans.forms.section import ArrangeForm, NewSectionForm, SectionForm, initial
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import revisions, tree
from boucle.before.plans.views import frames
from boucle.before.plans.views.keeping import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A draft, last among its sisters; only the staff reads it."""
    row, user = frame.kept(request, slug)
    found = tree.tree(row, is_staff=True)
    form = NewSectionForm(attempts.typed(request), tree=found, initial={"parent": request.GET.get("below", "")})
    made: list[Section] = []
    if attempts.attempt(form, lambda: made.append(add(row, user, form))):
        messages.success(request, _("The section is there, as a draft: only the staff reads it."))
        return frame.back(made[0])
    words = frame.Sheet(
        title=_("Add a section"),
        lede=_("It begins as a draft that only the staff reads. You publish it when it is right."),
        button=_("Add the section"),
        back=reverse("plans:plan", args=[row.slug]),
    )
    return frame.sheet(request, form, words, {"plan": row}, "section")


def add(row: Plan, user: User, form: NewSectionForm) -> Section:
    data = form.cleaned_data
    return actions.add_section(
        plan=row,
        user=user,
        parent=form.parent_section(),
        keeper=data["keeper"],
        form_key=data["form_key"],
        **form.words(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def write(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Another version. By whoever keeps the plan it is published at once; by its keeper it waits for them."""
    row, user = frame.written(request, reference)
    waiting = lifecycle.waiting_revision(row.contribution)
    begun = waiting.content if waiting else initial(row.contribution, row)
    last = lifecycle.last_number(row.contribution)
    form = SectionForm(attempts.typed(request), initial={**begun, "seen": last, "why": ""})
    if attempts.attempt(form, lambda: revise(row, user, form)):
        messages.success(request, written_words(row, user))
        return frame.back(row)
    known: dict[str, Any] = {"plan": row.plan, "section": row}
    if getattr(form, "status", 0) == attempts.STALE:
        form.renew_seen(last)
        known["present"] = row.contribution.text
        known["pieces"] = revisions.pieces(row.contribution.text, form.cleaned_data.get("text", ""))
    return frame.sheet(request, form, write_words(row, user), known, "section")


def revise(row: Section, user: User, form: SectionForm) -> Section:
    data = form.cleaned_data
    return actions.revise_section(
        section=row, user=user, content=form.words(), note=data["why"], seen=data["seen"] or 0
    )


def write_words(row: Section, user: User) -> frame.Sheet:
    if not row.contribution.is_public:
        lede = _("It is a draft: only the staff reads it.")
    elif rules.can_keep(row.plan, user):
        lede = _("What you save is public at once; the version before is kept, and everybody can compare.")
    else:
        lede = _("What you save waits for the coordination; until then everybody reads the text as it was.")
    return frame.Sheet(
        title=_("Write: %(title)s") % {"title": row.contribution.title},
        lede=lede,
        button=_("Save"),
        back=reverse("plans:section", args=[row.contribution.reference]),
    )


def written_words(row: Section, user: User) -> str:
    if not row.contribution.is_public:
        return _("The draft is saved.")
    if rules.can_keep(row.plan, user):
        return _("The new version is public.")
    return _("Your version waits: the coordination reads it.")


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def arrange(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Elsewhere in the tree, or in other hands."""
    row, user = frame.kept_section(request, reference)
    found = tree.tree(row.plan, is_staff=True)
    begun = {"parent": row.parent_id or "", "position": row.position, "keeper": row.keeper.email if row.keeper else ""}
    form = ArrangeForm(attempts.typed(request), tree=found, moved=row, initial=begun)
    if attempts.attempt(form, lambda: move(row, user, form)):
        frame.saved(request)
        return frame.back(row)
    words = frame.Sheet(
        title=_("Arrange: %(title)s") % {"title": row.contribution.title},
        lede=_("Its number follows from its place; what stands below it moves with it."),
        button=_("Save"),
        back=reverse("plans:section", args=[row.contribution.reference]),
    )
    return frame.sheet(request, form, words, {"plan": row.plan, "section": row})


def move(row: Section, user: User, form: ArrangeForm) -> Section:
    data = form.cleaned_data
    return actions.move_section(
        section=row,
        user=user,
        parent=form.parent_section(),
        position=data["position"],
        keeper=data["keeper"],
        is_entrusted=True,
    )


@require_POST
@frame.work
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """A draft becomes the plan's."""
    row, user = frame.kept_section(request, reference)
    seen = frame.seen(request)
    attempts.act(
        request, _("Everybody reads it now."), lambda: actions.publish_section(section=row, user=user, seen=seen)
    )
    return frame.back(row)


@require_POST
@frame.work
def verify(request: HttpRequest, reference: str) -> HttpResponse:
    """Still true today."""
    row, user = frame.written(request, reference)
    seen = frame.seen(request)
    attempts.act(
        request, _("Noted: it is true today."), lambda: actions.verify_section(section=row, user=user, seen=seen)
    )
    return frame.back(row)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def archive(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Out of the plan, after a page that asks."""
    row, user = frame.kept_section(request, reference)
    if request.method == "POST":
        note = request.POST.get("why", "")[:1000]
        attempts.act(
            request, _("It has left the plan."), lambda: actions.archive_section(section=row, user=user, note=note)
        )
        return redirect("plans:plan", row.plan.slug)
    return frames.page(request, "plans/work/archive.html", {"plan": row.plan, "section": row})


@require_POST
@frame.work
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    """Back in the plan."""
    row, user = frame.kept_section(request, reference)
    attempts.act(request, _("It is back in the plan."), lambda: actions.restore_section(section=row, user=user))
    return frame.back(row)
