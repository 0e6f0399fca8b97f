"""The private link of a testimony: where it is, what it taught; correct it, take it back, bring it back, delete it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boucle.after.lessons import actions
from boucle.after.lessons.forms.testimony import CorrectForm
from boucle.after.lessons.models import Testimony
from boucle.after.lessons.queries import finding, witnesses
from boucle.after.lessons.views import bringing, frames
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 404
VERBS = (Verb.REVISE, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Testimony | None:
    row = finding.testimony_of(queries.by_secret(secret))
    if row is not None:
        standing.dress(request, row.contribution.territory)
    return row


def stale(request: HttpRequest) -> HttpResponse:
    return frames.page(request, "unknown", {}, status=GONE)


def show(
    request: HttpRequest, testimony: Testimony, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    may = rules.possible(testimony.contribution, VERBS, by)
    known = {
        **around(testimony),
        "secret": secret,
        "may": {verb.value: True for verb in may},
        "question": queries.question(testimony.contribution),
        "said": said,
    }
    return frames.page(request, "follow/follow", known, status=status)


def around(testimony: Testimony) -> dict[str, Any]:
    taught = [one for one in finding.taught_by(testimony) if one.contribution.is_public]
    return {"testimony": testimony, "row": testimony.contribution, "lessons": taught}


@require_safe
@never_cache
def became(request: HttpRequest, token: str) -> HttpResponseBase:
    """A testimony and what was learnt from it, to be read only: the address that a letter carries."""
    row = witnesses.by_token(token)
    if row is None:
        return ready.private(stale(request))
    standing.dress(request, row.contribution.territory)
    return ready.private(frames.page(request, "follow/became", around(row)))


def ask(request: HttpRequest, testimony: Testimony, what: str, secret: str) -> HttpResponse:
    known = {"testimony": testimony, "row": testimony.contribution, "what": what}
    return frames.page(request, "follow/ask", {**known, "back": reverse("lessons:follow", args=[secret])})


def erased(request: HttpRequest, testimony: Testimony) -> HttpResponse:
    return frames.page(request, "follow/erased", {})


LINK = PrivateLink(
    find=found,
    contribution=lambda testimony: testimony.contribution,
    follow="lessons:follow",
    stale=stale,
    show=show,
    ask=ask,
    erased=erased,
)
follow = LINK.following("Where it is, what was learnt from it, what may be done.")
erase = LINK.erasing()
withdraw = LINK.one_button(
    "withdraw",
    "Takes the testimony back, by one press.",
    gettext_lazy("Nobody sees it any more."),
    lifecycle.withdraw,
)
restore = LINK.one_button(
    "restore", "Brings the testimony back, by one press.", gettext_lazy("It is back."), lifecycle.restore
)


@LINK.revising
def revise(request: HttpRequest, testimony: Testimony, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row = testimony.contribution
    last, places = queries.last_number(row), bringing.names_around(row.territory)
    form = CorrectForm(attempts.typed(request), row=testimony, seen=last, places=places)

    def save() -> None:
        actions.correct(testimony=testimony, by=by, **form.fields_of_correction())

    def edit(status: int) -> HttpResponse:
        known = {"testimony": testimony, "row": row, "form": form, "secret": secret, "question": queries.question(row)}
        return frames.page(request, "follow/revise", known, status=status)

    return LINK.corrected(request, testimony, secret, form, save, edit, done=_("Your correction has arrived."))
