"""Whoever keeps a section answers what people brought to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions, rules
from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.forms.note import AnswerForm
from boucle.before.plans.forms.section import TakeForm, initial
from boucle.before.plans.models import Note
from boucle.before.plans.queries import notes as queries
from boucle.before.plans.queries import pages, revisions
from boucle.before.plans.views import frames
from boucle.before.plans.views.keeping import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


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
    frames.dress(request, note.section.plan.territory)
    return note, frame.member(request)


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
    """Takes it up: the section's next version begins with the text that was proposed."""
    note, user = held(request, reference)
    if note.fate == NoteFate.TAKEN:
        return redirect("plans:note", reference)
    last = pages.last_number(note.section.contribution)
    form = TakeForm(attempts.typed(request), initial={**begun(note), "seen": last})
    if attempts.attempt(form, lambda: apply(note, user, form)):
        messages.success(request, taken_words(note, user))
        return frame.back(note.section)
    if getattr(form, "status", 0) == attempts.STALE:
        form.renew_seen(last)
    words = frame.Sheet(
        title=_("Take a note up"),
        lede=_("The section’s next version. Read it whole: it is what everybody will read."),
        button=_("Take it up"),
        back=reverse("plans:note", args=[reference]),
    )
    return frame.sheet(request, form, words, {**around(note), **beside(note, form)}, "take")


def begun(note: Note) -> dict[str, Any]:
    """The section with the proposed text in the place of its own, and where the change comes from."""
    row = note.section.contribution
    fields = initial(row, note.section)
    if note.variety == NoteVariety.CHANGE:
        fields["text"] = note.proposed
    return {**fields, "why": _("After a note: “%(title)s”") % {"title": note.contribution.title}}


def beside(note: Note, form: TakeForm) -> dict[str, Any]:
    """What the text in the form would change in the section as it is today."""
    text = str(form["text"].value() or "")
    return {"pieces": revisions.pieces(note.section.contribution.text, text)}


def apply(note: Note, user: User, form: TakeForm) -> Note:
    data = form.cleaned_data
    return actions.take_note(
        note=note, user=user, content=form.words(), why=data["why"], words=data["answer"], seen=data["seen"] or 0
    )


def taken_words(note: Note, user: User) -> str:
    if rules.can_keep(note.section.plan, user):
        return _("Taken up: the section says it now, and the note says so.")
    return _("Taken up: your version of the section waits for the coordination.")
