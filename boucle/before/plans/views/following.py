"""The private link of a note: follow, correct, answer a referent, take back, bring back, delete."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

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
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 410
VERBS = (Verb.REVISE, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Note | None:
    note = finding.note_of(contributions.by_secret(secret))
    if note is not None:
        standing.dress(request, note.section.plan.territory)
    return note


def stale(request: HttpRequest) -> HttpResponse:
    return frames.page(request, "plans/follow/stale.html", {}, status=GONE)


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


def ask(request: HttpRequest, note: Note, what: str, secret: str) -> HttpResponse:
    known = {"note": note, "what": what, "back": reverse("plans:follow", args=[secret])}
    return frames.page(request, "plans/follow/ask.html", {**known, "section": note.section, "plan": note.section.plan})


def erased(request: HttpRequest, note: Note) -> HttpResponse:
    return frames.page(request, "plans/follow/erased.html", {"plan": note.section.plan, "section": note.section})


LINK = PrivateLink(
    find=found,
    contribution=lambda note: note.contribution,
    follow="plans:follow",
    stale=stale,
    show=show,
    ask=ask,
    erased=erased,
)
follow = LINK.following("What became of it, in words; what may be done; what has happened.")
erase = LINK.erasing()
withdraw = LINK.one_button(
    "withdraw",
    "Takes the note back, by one press.",
    gettext_lazy("Your note is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = LINK.one_button(
    "restore", "Brings the note back, by one press.", gettext_lazy("Your note is back."), lifecycle.restore
)


@LINK.revising
def revise(request: HttpRequest, note: Note, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row, section = note.contribution, note.section
    initial = {**contributions.corrected(row), "seen": contributions.last_number(row)}
    form = ReviseNoteForm(attempts.typed(request), variety=NoteVariety(note.variety), initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        actions.revise_note(
            note=note, text=typed["text"], by=by, seen=typed["seen"], word=typed["word"], **form.fields_of_note()
        )

    def edit(status: int) -> HttpResponse:
        known = {"note": note, "section": section, "plan": section.plan, "form": form, "secret": secret}
        known["question"] = contributions.question(row)
        return frames.page(request, "plans/follow/revise.html", known, status=status)

    return LINK.corrected(request, note, secret, form, save, edit)
