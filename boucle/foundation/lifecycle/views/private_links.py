"""The private link of whoever brought something: each room finds its own row, the manners are the same in all."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boucle.foundation.core import ready
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.views.attempts import STALE

Row = TypeVar("Row")
Page = Callable[..., HttpResponseBase]  # takes the request, the row, who opens it, the secret
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class PrivateLink(Generic[Row]):
    """`find`: the row of a secret, and its page stands where it belongs; `stale`: what is said of a link that opens
    nothing any more; `follow`: the route where its author follows it; `by`: who opens it, whoever holds the secret
    unless said otherwise."""

    find: Callable[[HttpRequest, str], Row | None]
    stale: Callable[[HttpRequest], HttpResponse]
    contribution: Callable[[Row], Contribution]
    follow: str
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

    def one_button(
        self,
        what: str,
        told: str,
        done: Any,
        act: Callable[..., object],
        *,
        ask: Callable[[HttpRequest, Row, str, str], HttpResponse],
        show: Callable[..., HttpResponse],
    ) -> View:
        """A page that asks, with one button; the press does it. Machines open links, they press no button.

        `ask` and `show`: the page that asks, and the one that follows it, which says why it could not be done.
        """

        def page(request: HttpRequest, row: Row, by: rules.By, secret: str) -> HttpResponseBase:
            if request.method != "POST":
                return ask(request, row, what, secret)
            try:
                act(contribution=self.contribution(row), by=by)
            except rules.NotPossible as refusal:
                return show(request, row, by, secret, said=str(refusal), status=STALE)
            messages.success(request, str(done))
            return redirect(self.follow, secret)

        page.__doc__ = told
        return require_http_methods(["GET", "HEAD", "POST"])(self.page(page))
