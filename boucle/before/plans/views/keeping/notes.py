"""Whoever keeps a section answers what people brought to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions, rules
from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.forms.note import AnswerForm
from boucle.before.plans.forms.section import TakeForm, initial
from boucle.before.plans.models import Note, Section
from boucle.before.plans.queries import notes as queries
from boucle.before.plans.queries import revisions, tree
from boucle.before.plans.views import frames
from boucle.before.plans.views.keeping import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing


@require_safe
@frame.work
def waiting(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Notes that nobody has answered yet, the oldest first."""
    row, _user = frame.kept(request, slug)
    found = [queries.shown(note) for note in queries.to_answer(row)]
    return frames.page(request, "plans/work/notes.html", {"plan": row, "notes": found})


def held(request: HttpRequest, reference: str) -> tuple[Note, User]:
    """A published note and who answers it. Raises Http404 for none, NotAllowed for anybody else."""
    note = frames.note(reference)
    rules.check_write(note.section, request.user)
    standing.dress(request, note.section.plan.territory)
    return note, who.member(request)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def answer(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Answered, or not taken up: its author is told."""
    note, user = held(request, reference)
    form = AnswerForm(attempts.typed(request), initial={"fate": NoteFate.ANSWERED, "answer": note.answer})
    if attempts.attempt(form, lambda: reply(note, user, form)):
        messages.success(request, _("Your answer stands beside the note."))
        return redirect("plans:note", reference)
    words = frame.Sheet(
        title=_("Answer a note"),
        lede=_("Everybody reads your answer; its author is told by mail if they left an address."),
        button=_("Answer"),
        back=reverse("plans:note", args=[reference]),
    )
    return frame.sheet(request, form, words, around(note), "answer")


def reply(note: Note, user: User, form: AnswerForm) -> Note:
    data = form.cleaned_data
    return actions.answer_note(note=note, user=user, fate=NoteFate(data["fate"]), words=data["answer"])


def around(note: Note) -> dict[str, Any]:
    return {"plan": note.section.plan, "section": note.section, "note": note, "shown": queries.shown(note)}


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def take(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Takes it up: the section's next version begins with the text that was proposed. `?into=` another section of the
    same plan begins with its own text."""
    note, user = held(request, reference)
    if note.fate == NoteFate.TAKEN:
        return redirect("plans:note", reference)
    targets = writable(note, user)
    into = aimed(request, note, targets)
    last = contributions.last_number(into.contribution)
    form = TakeForm(attempts.typed(request), initial={**begun(note, into), "seen": last})
    if attempts.attempt(form, lambda: apply(note, user, form, into)):
        messages.success(request, taken_words(note, user))
        return frame.back(into)
    if getattr(form, "status", 0) == attempts.STALE:
        form.renew_seen(last)
    words = frame.Sheet(
        title=_("Take a note up"),
        lede=_("The section’s next version. Read it whole: it is what everybody will read."),
        button=_("Take it up"),
        back=reverse("plans:note", args=[reference]),
    )
    known = {**around(note), **beside(into, form), "targets": targets, "into": into}
    return frame.sheet(request, form, words, known, "take")


def writable(note: Note, user: User) -> list[tree.Node]:
    """The published sections of its plan that this person writes, and the note's own, in the order of the plan."""
    nodes = tree.tree(note.section.plan, is_staff=True).nodes
    keeps = rules.can_keep(note.section.plan, user)
    kept = [node for node in nodes if node.section.contribution.is_public or node.section.pk == note.section.pk]
    return [node for node in kept if keeps or rules.is_keeper(node.section, user)]


def aimed(request: HttpRequest, note: Note, targets: list[tree.Node]) -> Section:
    """The section that is asked for, the note's own by default. Raises Http404 for one that they may not write."""
    asked = request.GET.get("into", "")
    if not asked or asked == note.section.contribution.reference:
        return note.section
    found = next((node.section for node in targets if node.section.contribution.reference == asked), None)
    if found is None:
        raise Http404
    found.plan = note.section.plan
    return found


def begun(note: Note, into: Section) -> dict[str, Any]:
    """The section with the proposed text in the place of its own, and where the change comes from. Another section
    keeps its text: what was proposed is a text for the first."""
    row = into.contribution
    fields = initial(row, into)
    if note.variety == NoteVariety.CHANGE and into == note.section:
        fields["text"] = note.proposed
    return {**fields, "why": _("After a note: “%(title)s”") % {"title": note.contribution.title}}


def beside(into: Section, form: TakeForm) -> dict[str, Any]:
    """What the text in the form would change in the section as it is today."""
    text = str(form["text"].value() or "")
    return {"pieces": revisions.pieces(into.contribution.text, text)}


def apply(note: Note, user: User, form: TakeForm, into: Section) -> Note:
    data = form.cleaned_data
    return actions.take_note(
        note=note,
        user=user,
        content=form.words(),
        why=data["why"],
        words=data["answer"],
        seen=data["seen"] or 0,
        into=into,
    )


def taken_words(note: Note, user: User) -> str:
    if rules.can_keep(note.section.plan, user):
        return _("Taken up: the section says it now, and the note says so.")
    return _("Taken up: your version of the section waits for the coordination.")
