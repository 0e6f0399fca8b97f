"""What every page here starts with: its territory, the actor, who reads."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from boucle.foundation.accounts.views import who
from boucle.foundation.actors.models import Actor
from boucle.foundation.actors.queries import finding
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory


def open_territory(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    return standing.dress(request, standing.open_territory(slug))


def actor(request: HttpRequest, reference: str) -> Actor:
    """One that this reader may read. Raises Http404: whoever left the directory leaves no page behind."""
    found = finding.actor(reference)
    if found is None or not lifecycle.can_see(found.contribution, lifecycle.By(user=who.reader(request))):
        raise Http404
    standing.dress(request, finding.home(found.contribution))
    return found


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Kept as long as the territory that it stands in does not move, see ready.shared."""
    return ready.shared(request, response, standing.place(request))


def sender(request: HttpRequest) -> tuple[guard_rules.Visitor, QueryDict | None]:
    """Whoever sends a form, counted against their network, and what it was sent with."""
    visitor = guard_rules.visitor(request)
    if request.method == "POST":
        guard.count_sending(network=visitor.network)
    return visitor, attempts.typed(request)
