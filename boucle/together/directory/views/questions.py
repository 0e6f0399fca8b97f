"""Pages of an actor about another one: both are found first."""

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

from boucle.foundation.actors.models import Actor
from boucle.foundation.actors.queries import finding
from boucle.foundation.lifecycle import rules
from boucle.together.directory.views.following import LINK

Page = Callable[[HttpRequest, Actor, Actor, rules.By, str], HttpResponseBase]


def asking(view: Page) -> Callable[..., HttpResponseBase]:
    """Finds the actor of a private link and the other one, who must be shown to everybody. Raises Http404."""

    @functools.wraps(view)
    def answer(request: HttpRequest, secret: str, reference: str) -> HttpResponseBase:
        other = finding.actor(reference)
        if other is None or not other.contribution.is_public:
            raise Http404
        page = LINK.page(lambda request, actor, by, secret: view(request, actor, other, by, secret))
        return page(request, secret)

    return answer
