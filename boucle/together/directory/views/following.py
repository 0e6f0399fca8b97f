"""The private page of an actor: what is shown of them, with whom they work, whom they could meet; leaving, returning.

It opens by the private link; for whoever signed in when they presented themselves, by the reference as well.
"""

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

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


LINK = PrivateLink(
    find=found,
    stale=stale,
    contribution=lambda actor: actor.contribution,
    follow="directory:follow",
    by=lambda request, secret: rules.By(user=who.reader(request), secret=secret),
)


@require_safe
@LINK.page
def follow(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Everything that concerns them, and what they may do."""
    return show(request, actor, by, secret)


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


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def revise(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects what is shown; it stays as it is until somebody has read it."""
    row = actor.contribution
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, actor, by, secret, said=rules.impossible(row, Verb.REVISE), status=attempts.STALE)
    place = standing.place(request)
    waiting = contributions.waiting_revision(row)
    content = waiting.content if waiting else contributions.content(row)
    initial = {**forms.initial(content, place), "seen": contributions.last_number(row)}
    form = forms.ReviseForm(attempts.typed(request), territory=place, initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        lifecycle.revise(contribution=row, content=form.content(), by=by, note=typed["note"], seen=typed["seen"])

    if form.is_bound and attempts.attempt(form, save):
        messages.success(request, _("Your correction has arrived: a referent reads it."))
        return redirect("directory:follow", secret)
    status = attempts.status_of(form)
    if status == attempts.STALE:
        form.renew_seen(contributions.last_number(row))
    known = {"row": row, "form": form, "secret": secret, "question": contributions.question(row)}
    return standing.page(request, "directory/follow/revise.html", known, status=status)


def ask(request: HttpRequest, actor: Actor, what: str, secret: str) -> HttpResponse:
    known = {
        "actor": actor,
        "row": actor.contribution,
        "what": what,
        "back": reverse("directory:follow", args=[secret]),
    }
    return standing.page(request, "directory/follow/ask.html", known)


one_button = functools.partial(LINK.one_button, ask=ask, show=show)
verify = one_button(
    "verify",
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: your page is marked as checked today."),
    lifecycle.verify,
)
leave = one_button(
    "leave",
    "Takes their agreement back, and their page away, by one press.",
    gettext_lazy("You have left the directory: nobody sees you there now."),
    actions.leave,
)
come_back = one_button("return", "Agrees again, by one press.", gettext_lazy("Welcome back."), actions.come_back)


@require_POST
@LINK.page
def share(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Leaves as open data, or no longer: at once."""
    wanted = request.POST.get("shared") == "1"
    done = _("Your page now leaves as open data.") if wanted else _("Your page no longer leaves as open data.")
    attempts.act(request, done, lambda: actions.share(actor=actor, is_shared=wanted, by=by))
    return redirect("directory:follow", secret)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def erase(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Deletes everything, after one more press."""
    if request.method != "POST":
        return ask(request, actor, "erase", secret)
    lifecycle.erase(contribution=actor.contribution, by=by)
    return standing.page(request, "directory/follow/erased.html", {})
