"""A note on a section: brought by anybody, without an account, then followed by its private link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions, rules
from boucle.before.plans.enums import NoteVariety
from boucle.before.plans.forms.note import BringForm
from boucle.before.plans.models import Section
from boucle.before.plans.queries import notes, tree
from boucle.before.plans.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ready
from boucle.foundation.core import text as texts
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.actions import Proposed
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.views import standing

REFUSED, TOO_MANY = 422, 429
LONGEST_PASSAGE = 300


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def annotate(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Says something about a passage; a link may have copied the passage already."""
    passage = texts.clean_line(request.GET.get("passage", ""))[:LONGEST_PASSAGE]
    return bring(request, reference, NoteVariety.REMARK, {"passage": passage})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Proposes another text: the form begins with the section's own."""
    return bring(request, reference, NoteVariety.CHANGE, {})


def bring(request: HttpRequest, reference: str, variety: NoteVariety, initial: dict[str, str]) -> HttpResponseBase:
    section = public_section(request, reference)
    visitor = guard_rules.visitor(request)
    options: dict[str, Any] = {"variety": variety, "visitor": visitor}
    if request.method != "POST":
        form = BringForm(initial={**initial, "proposed": section.contribution.text}, **options)
        return show(request, section, form, variety)
    guard.count_sending(network=visitor.network)
    form = BringForm(request.POST, **options)
    if not form.is_valid():
        return show(request, section, form, variety, status=TOO_MANY if visitor.is_hot else REFUSED)
    try:
        made = send(request, section, form, variety)
    except NotPossible as refusal:
        form.add_error("proposed" if "proposed" in form.fields else None, str(refusal))
        return show(request, section, form, variety, status=REFUSED)
    return receipt(request, section, made, has_email=bool(form.cleaned_data["email"]))


def public_section(request: HttpRequest, reference: str) -> Section:
    """A section that everybody reads: nobody annotates a draft here, not even its staff."""
    section = frames.section(request, reference)
    if not (section.plan.is_open and section.contribution.is_public):
        raise Http404
    return section


def send(request: HttpRequest, section: Section, form: BringForm, variety: NoteVariety) -> Proposed:
    return actions.bring_note(
        section=section,
        text=form.cleaned_data["text"],
        variety=variety,
        contact=form.contact(),
        by=lifecycle.By(user=who.reader(request)),
        form_key=form.cleaned_data["key"],
        **form.fields_of_note(),
    )


def show(
    request: HttpRequest, section: Section, form: BringForm, variety: NoteVariety, *, status: int = 200
) -> HttpResponse:
    known = {
        "section": section,
        "plan": section.plan,
        "form": form,
        "is_change": variety == NoteVariety.CHANGE,
        "must_prove": form.visitor.is_warm,
        "node": tree.tree(section.plan, is_staff=False).node(section),
    }
    return frames.page(request, "plans/bring.html", known, status=status)


def receipt(request: HttpRequest, section: Section, made: Proposed, *, has_email: bool) -> HttpResponseBase:
    """The secret is shown once; sent twice, the form gets the same receipt without it."""
    path = reverse("plans:follow", args=[made.secret]) if made.secret else ""
    known = {
        "section": section,
        "plan": section.plan,
        "row": made.contribution,
        "path": path,
        "link": request.build_absolute_uri(path) if path else "",
        "has_email": has_email,
    }
    return ready.private(frames.page(request, "plans/brought.html", known))


@require_safe
def note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What somebody brought, and what became of it."""
    row = frames.note(reference)
    place = row.section.plan.territory
    standing.dress(request, place)
    known = {"shown": notes.shown(row), "note": row, "section": row.section, "plan": row.section.plan}
    known |= {"is_section_public": row.section.contribution.is_public}
    known |= {"may_answer": may_answer(request, row.section)}
    return ready.shared(request, frames.page(request, "plans/note.html", known), place)


def may_answer(request: HttpRequest, section: Section) -> bool:
    return request.user.is_authenticated and rules.can_write(section, request.user)
