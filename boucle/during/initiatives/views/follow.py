"""The private link: follow, correct, answer, say that it is still true, take back, bring back, delete."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from boucle.during.initiatives import actions
from boucle.during.initiatives.forms import initiative as initial_forms
from boucle.during.initiatives.forms import propose as forms
from boucle.during.initiatives.queries import fiche as queries
from boucle.during.initiatives.views import frames
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 410
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Contribution | None:
    row = queries.by_secret(secret)
    if row is not None:
        place = queries.home(row)
        standing.stand(request, place, queries.situation(row, place))
    return row


def stale(request: HttpRequest) -> HttpResponse:
    return render(request, "initiatives/stale.html", status=GONE)


def show(
    request: HttpRequest, row: Contribution, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    last = contributions.last_transition(row)
    known: dict[str, Any] = {
        "row": row,
        "secret": secret,
        "exercise": frames.is_trial(row.nature),
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "last": last,
        "question": contributions.question(row),
        "history": queries.author_history(row),
        "waiting": contributions.waiting_revision(row),
        "said": said,
        "fiche_url": reverse("initiatives:fiche", args=[row.reference]),
    }
    return render(request, "initiatives/follow.html", known, status=status)


def ask(request: HttpRequest, row: Contribution, what: str, secret: str) -> HttpResponse:
    back = reverse("initiatives:follow", args=[secret])
    known = {"row": row, "what": what, "back": back, "exercise": frames.is_trial(row.nature)}
    return render(request, "initiatives/ask.html", known)


def erased(request: HttpRequest, row: Contribution) -> HttpResponse:
    return render(request, "initiatives/erased.html")


LINK = PrivateLink(
    find=found,
    contribution=lambda row: row,
    follow="initiatives:follow",
    stale=stale,
    show=show,
    ask=ask,
    erased=erased,
)
follow = LINK.following("What the author follows: the state in words, what may be done, what has happened.")
erase = LINK.erasing(actions.erase)
verify = LINK.one_button(
    Verb.VERIFY.value,
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: the fiche is marked as checked today."),
    lifecycle.verify,
)
withdraw = LINK.one_button(
    Verb.WITHDRAW.value,
    "Takes the fiche back, by one press.",
    gettext_lazy("The fiche is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = LINK.one_button(
    Verb.RESTORE.value, "Brings the fiche back, by one press.", gettext_lazy("The fiche is back."), lifecycle.restore
)


@LINK.revising
def revise(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects a fiche, or answers a referent; what is public stays as it is until somebody has read it."""
    place = queries.home(row)
    initial = {**initial_forms.initial(contributions.corrected(row), place), "seen": contributions.last_number(row)}
    form = forms.ReviseForm(
        attempts.typed(request), request.FILES or None, territory=place, situation=row.situation, initial=initial
    )

    def save() -> None:
        typed = form.cleaned_data
        actions.revise(
            contribution=row,
            content=form.content() | ({"photo": ""} if typed["without_photo"] else {}),
            by=by,
            note=typed["note"],
            seen=typed["seen"],
            photo=typed["photo"],
            description=typed["photo_description"],
        )

    return LINK.corrected(request, row, secret, form, save, lambda status: edit(request, row, form, secret, status))


def edit(request: HttpRequest, row: Contribution, form: forms.ReviseForm, secret: str, status: int) -> HttpResponse:
    known = {
        "row": row,
        "form": form,
        "secret": secret,
        "question": contributions.question(row),
        "photo": queries.photo(row),
        "exercise": frames.is_trial(row.nature),
        "had_photo": bool(request.FILES),
        **frames.tiles(),
    }
    return render(request, "initiatives/revise.html", known, status=status)
