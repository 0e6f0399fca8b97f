"""The private link of a sheet: follow, correct, answer, say that it is still true, take back, bring back, delete."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from boucle.after.library import actions
from boucle.after.library.forms import sheet as forms
from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding
from boucle.commons.moderation.queries import item as moderation
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 410
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Sheet | None:
    sheet = finding.sheet_of(contributions.by_secret(secret))
    if sheet is not None:
        standing.dress(request, sheet.contribution.territory)
    return sheet


def stale(request: HttpRequest) -> HttpResponse:
    return standing.page(request, "library/follow/stale.html", {}, status=GONE)


def show(
    request: HttpRequest, sheet: Sheet, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    row = sheet.contribution
    known: dict[str, Any] = {
        "sheet": sheet,
        "row": row,
        "secret": secret,
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "question": contributions.question(row),
        "steps": [moderation.step(each) for each in row.transitions.select_related("actor").order_by("-number")],
        "said": said,
    }
    return standing.page(request, "library/follow/follow.html", known, status=status)


def ask(request: HttpRequest, sheet: Sheet, what: str, secret: str) -> HttpResponse:
    known = {"row": sheet.contribution, "what": what, "back": reverse("library:follow", args=[secret])}
    return standing.page(request, "library/follow/ask.html", known)


def erased(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    return standing.page(request, "library/follow/erased.html", {})


LINK = PrivateLink(
    find=found,
    contribution=lambda sheet: sheet.contribution,
    follow="library:follow",
    stale=stale,
    show=show,
    ask=ask,
    erased=erased,
)
follow = LINK.following("What became of it, in words; what may be done; what has happened.")
erase = LINK.erasing()
verify = LINK.one_button(
    "verify",
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: the sheet is marked as checked today."),
    lifecycle.verify,
)
withdraw = LINK.one_button(
    "withdraw",
    "Takes the sheet back, by one press.",
    gettext_lazy("Your sheet is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = LINK.one_button(
    "restore", "Brings the sheet back, by one press.", gettext_lazy("Your sheet is back."), lifecycle.restore
)


@LINK.revising
def revise(request: HttpRequest, sheet: Sheet, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row = sheet.contribution
    initial = {**forms.initial(contributions.corrected(row), row.territory), "seen": contributions.last_number(row)}
    form = forms.ReviseForm(attempts.typed(request), request.FILES or None, territory=row.territory, initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        actions.revise(
            sheet=sheet, content=form.content(), by=by, note=typed["note"], seen=typed["seen"], drawn=form.drawn
        )

    def edit(status: int) -> HttpResponse:
        known = {"sheet": sheet, "row": row, "form": form, "secret": secret, "question": contributions.question(row)}
        return standing.page(request, "library/follow/revise.html", known, status=status)

    return LINK.corrected(request, sheet, secret, form, save, edit)
