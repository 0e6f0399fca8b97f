"""The private link of a note: follow, correct, answer a referent, take back, bring back, delete."""

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions
from boucle.before.plans.enums import NoteVariety
from boucle.before.plans.forms.note import ReviseNoteForm
from boucle.before.plans.models import Note
from boucle.before.plans.queries import finding, notes
from boucle.before.plans.views import frames
from boucle.commons.moderation.queries import item as moderation
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

REFUSED, STALE, GONE = 422, 409, 410
VERBS = (Verb.REVISE, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Note | None:
    note = finding.note_of(contributions.by_secret(secret))
    if note is not None:
        standing.dress(request, note.section.plan.territory)
    return note


def stale(request: HttpRequest) -> HttpResponse:
    return frames.page(request, "plans/follow/stale.html", {}, status=GONE)


LINK = PrivateLink(find=found, stale=stale, contribution=lambda note: note.contribution, follow="plans:follow")


@require_safe
@LINK.page
def follow(request: HttpRequest, note: Note, by: rules.By, secret: str) -> HttpResponseBase:
    """What became of it, in words; what may be done; what has happened."""
    return show(request, note, by, secret)


def show(
    request: HttpRequest, note: Note, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    row = note.contribution
    steps = [moderation.step(each) for each in row.transitions.select_related("actor").order_by("-number")]
    known: dict[str, Any] = {
        "note": note,
        "row": row,
        "shown": notes.shown(note),
        "section": note.section,
        "plan": note.section.plan,
        "secret": secret,
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "question": contributions.question(row),
        "steps": steps,
        "waiting": row.has_waiting_revision,
        "said": said,
    }
    return frames.page(request, "plans/follow/follow.html", known, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def revise(request: HttpRequest, note: Note, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row = note.contribution
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, note, by, secret, said=rules.impossible(row, Verb.REVISE), status=STALE)
    waiting = contributions.waiting_revision(row)
    content = waiting.content if waiting else contributions.content(row)
    initial = {**content, "seen": contributions.last_number(row)}
    options: dict[str, Any] = {"variety": NoteVariety(note.variety), "initial": initial}
    if request.method != "POST":
        return edit(request, note, ReviseNoteForm(**options), secret)
    form = ReviseNoteForm(request.POST, **options)
    if not form.is_valid():
        return edit(request, note, form, secret, status=REFUSED)
    return save(request, note, by, form, secret)


def save(request: HttpRequest, note: Note, by: rules.By, form: ReviseNoteForm, secret: str) -> HttpResponse:
    typed = form.cleaned_data
    try:
        actions.revise_note(
            note=note, text=typed["text"], by=by, seen=typed["seen"], word=typed["word"], **form.fields_of_note()
        )
    except rules.NotPossible as refusal:
        form.renew_seen(contributions.last_number(note.contribution))
        form.add_error(None, str(refusal))
        return edit(request, note, form, secret, status=STALE)
    messages.success(request, _("Your correction has arrived: a referent reads it."))
    return redirect("plans:follow", secret)


def edit(request: HttpRequest, note: Note, form: ReviseNoteForm, secret: str, *, status: int = 200) -> HttpResponse:
    question = contributions.question(note.contribution)
    known = {"note": note, "section": note.section, "plan": note.section.plan, "form": form, "secret": secret}
    return frames.page(request, "plans/follow/revise.html", {**known, "question": question}, status=status)


def ask(request: HttpRequest, note: Note, what: str, secret: str) -> HttpResponse:
    known = {"note": note, "what": what, "back": reverse("plans:follow", args=[secret])}
    return frames.page(request, "plans/follow/ask.html", {**known, "section": note.section, "plan": note.section.plan})


one_button = functools.partial(LINK.one_button, ask=ask, show=show)
withdraw = one_button(
    "withdraw",
    "Takes the note back, by one press.",
    gettext_lazy("Your note is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = one_button(
    "restore", "Brings the note back, by one press.", gettext_lazy("Your note is back."), lifecycle.restore
)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def erase(request: HttpRequest, note: Note, by: rules.By, secret: str) -> HttpResponseBase:
    """Deletes everything, after one more press."""
    if request.method != "POST":
        return ask(request, note, "erase", secret)
    lifecycle.erase(contribution=note.contribution, by=by)
    return frames.page(request, "plans/follow/erased.html", {"plan": note.section.plan, "section": note.section})
