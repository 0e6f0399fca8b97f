"""The private link of whoever brought something: each room finds its own row, the manners are the same in all."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.core import ready
from boucle.foundation.lifecycle import actions, queries, rules
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.forms import SeenForm
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.attempts import STALE

METHODS = ["GET", "HEAD", "POST"]

Row = TypeVar("Row")
Page = Callable[..., HttpResponseBase]  # takes the request, the row, who opens it, the secret
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class PrivateLink(Generic[Row]):
    """`find`: the row of a secret, and its page stands where it belongs; `follow`: the route where its author follows
    it; `by`: who opens it, whoever holds the secret unless said otherwise. And its pages: `stale`, of a link that opens
    nothing any more; `show`, where it is followed, which also says why something could not be done; `ask`, before one
    button; `erased`, when everything is deleted."""

    find: Callable[[HttpRequest, str], Row | None]
    contribution: Callable[[Row], Contribution]
    follow: str
    stale: Callable[[HttpRequest], HttpResponse]
    show: Callable[..., HttpResponse]  # as a page, with `said` and `status`
    ask: Callable[[HttpRequest, Row, str, str], HttpResponse]  # what, then the secret
    erased: Callable[[HttpRequest, Row], HttpResponse]
    by: Callable[[HttpRequest, str], rules.By] = lambda request, secret: rules.By(secret=secret)

    def page(self, view: Page) -> View:
        """Finds the row of a private link, or says that the link is stale; no cache, no robot.
        What else the address names is handed on."""

        @functools.wraps(view)
        def answer(request: HttpRequest, secret: str, **rest: Any) -> HttpResponseBase:
            row = self.find(request, secret)
            if row is None:
                return ready.private(self.stale(request))
            return ready.private(view(request, row, self.by(request, secret), secret, **rest))

        return answer

    def following(self, told: str) -> View:
        """The page itself."""

        def page(request: HttpRequest, row: Row, by: rules.By, secret: str) -> HttpResponseBase:
            return self.show(request, row, by, secret)

        page.__doc__ = told
        return require_safe(self.page(page))

    def revising(self, view: Page) -> View:
        """A page where its author corrects it; where that cannot be done, the page that says so."""

        @functools.wraps(view)
        def answer(request: HttpRequest, row: Row, by: rules.By, secret: str) -> HttpResponseBase:
            try:
                rules.check_move(self.contribution(row), Verb.REVISE, by)
            except (rules.NotAllowed, rules.NotPossible) as refusal:
                return self.show(request, row, by, secret, said=str(refusal), status=STALE)
            return view(request, row, by, secret)

        return require_http_methods(METHODS)(self.page(answer))

    def corrected(
        self,
        request: HttpRequest,
        row: Row,
        secret: str,
        form: SeenForm,
        save: Callable[[], object],
        edit: Callable[[int], HttpResponse],
        *,
        done: str = "",
    ) -> HttpResponseBase:
        """What `revising` does with a form that may have been sent. `edit`: shows it with a status."""
        if attempts.attempt(form, save):
            messages.success(request, done or arrived(self.contribution(row)))
            return redirect(self.follow, secret)
        status = attempts.status_of(form)
        if status == STALE:
            form.renew_seen(queries.last_number(self.contribution(row)))
        return edit(status)

    def one_button(self, what: str, told: str, done: Any, act: Callable[..., object]) -> View:
        """A page that asks, with one button; the press does it. Machines open links, they press no button."""

        def page(request: HttpRequest, row: Row, by: rules.By, secret: str) -> HttpResponseBase:
            if request.method != "POST":
                return self.ask(request, row, what, secret)
            try:
                act(contribution=self.contribution(row), by=by)
            except rules.NotPossible as refusal:
                return self.show(request, row, by, secret, said=str(refusal), status=STALE)
            messages.success(request, str(done))
            return redirect(self.follow, secret)

        page.__doc__ = told
        return require_http_methods(METHODS)(self.page(page))

    def erasing(self, erase: Callable[..., object] = actions.erase) -> View:
        """The last button: there is nothing left to follow."""

        def page(request: HttpRequest, row: Row, by: rules.By, secret: str) -> HttpResponseBase:
            """Deletes everything, after one more press."""
            if request.method != "POST":
                return self.ask(request, row, "erase", secret)
            try:
                erase(contribution=self.contribution(row), by=by)
            except rules.NotPossible as refusal:
                return self.show(request, row, by, secret, said=str(refusal), status=STALE)
            return self.erased(request, row)

        return require_http_methods(METHODS)(self.page(page))


def arrived(contribution: Contribution) -> str:
    """What became of a correction that was sent."""
    if Contribution.objects.filter(pk=contribution.pk, state=State.PUBLISHED, has_waiting_revision=False).exists():
        return _("It says what everybody reads already: no correction waits.")
    return _("Your correction has arrived: a referent reads it.")
