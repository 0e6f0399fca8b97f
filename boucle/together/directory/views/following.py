"""The private page of an actor: what is shown of them, with whom they work, whom they could meet; leaving, returning.

It opens by the private link; for whoever signed in when they presented themselves, by the reference as well.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boucle.commons.moderation.queries import item as moderation
from boucle.foundation.accounts.views import who
from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor
from boucle.foundation.actors.queries import finding
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing
from boucle.together.directory.forms import actor as forms
from boucle.together.directory.queries import private

GONE = 410
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Actor | None:
    actor = finding.actor_of(contributions.by_secret(secret)) or own(request, secret)
    if actor is not None:
        standing.dress(request, finding.home(actor.contribution))
    return actor


def own(request: HttpRequest, reference: str) -> Actor | None:
    """Their own, for whoever is signed in."""
    user = who.reader(request)
    actor = finding.actor(reference) if user is not None else None
    return actor if actor is not None and rules.is_author(actor.contribution, rules.By(user=user)) else None


def stale(request: HttpRequest) -> HttpResponse:
    return standing.page(request, "directory/follow/stale.html", {}, status=GONE)


def show(
    request: HttpRequest, actor: Actor, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    row = actor.contribution
    known: dict[str, Any] = {
        "actor": actor,
        "row": row,
        "secret": secret,
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "question": contributions.question(row),
        "shown": private.shown(actor),
        "steps": [moderation.step(each) for each in row.transitions.select_related("actor").order_by("-number")],
        "said": said,
    }
    known["may"]["restore"] = row.state in private.COMING_BACK
    return standing.page(request, "directory/follow/follow.html", known, status=status)


def ask(request: HttpRequest, actor: Actor, what: str, secret: str) -> HttpResponse:
    known = {
        "actor": actor,
        "row": actor.contribution,
        "what": what,
        "back": reverse("directory:follow", args=[secret]),
    }
    return standing.page(request, "directory/follow/ask.html", known)


def erased(request: HttpRequest, actor: Actor) -> HttpResponse:
    return standing.page(request, "directory/follow/erased.html", {})


LINK = PrivateLink(
    find=found,
    contribution=lambda actor: actor.contribution,
    follow="directory:follow",
    stale=stale,
    show=show,
    ask=ask,
    erased=erased,
    by=lambda request, secret: rules.By(user=who.reader(request), secret=secret),
)
follow = LINK.following("Everything that concerns them, and what they may do.")
erase = LINK.erasing()
verify = LINK.one_button(
    "verify",
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: your page is marked as checked today."),
    lifecycle.verify,
)
leave = LINK.one_button(
    "leave",
    "Takes their agreement back, and their page away, by one press.",
    gettext_lazy("You have left the directory: nobody sees you there now."),
    actions.leave,
)
come_back = LINK.one_button("return", "Agrees again, by one press.", gettext_lazy("Welcome back."), actions.come_back)


@require_POST
@LINK.page
def share(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Leaves as open data, or no longer: at once."""
    wanted = request.POST.get("shared") == "1"
    done = _("Your page now leaves as open data.") if wanted else _("Your page no longer leaves as open data.")
    attempts.act(request, done, lambda: actions.share(actor=actor, is_shared=wanted, by=by))
    return redirect("directory:follow", secret)


@LINK.revising
def revise(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects what is shown; it stays as it is until somebody has read it."""
    row, place = actor.contribution, standing.place(request)
    initial = {**forms.initial(contributions.corrected(row), place), "seen": contributions.last_number(row)}
    form = forms.ReviseForm(attempts.typed(request), territory=place, initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        lifecycle.revise(contribution=row, content=form.content(), by=by, note=typed["note"], seen=typed["seen"])

    def edit(status: int) -> HttpResponse:
        known = {"row": row, "form": form, "secret": secret, "question": contributions.question(row)}
        return standing.page(request, "directory/follow/revise.html", known, status=status)

    return LINK.corrected(request, actor, secret, form, save, edit)
