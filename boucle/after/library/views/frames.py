"""What every page here starts with: its territory, the sheet, who reads."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory


def open_territory(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    return standing.dress(request, standing.open_territory(slug))


def sheet(request: HttpRequest, reference: str) -> Sheet:
    """One that this reader may read. Raises Http404."""
    found = finding.sheet(reference)
    if found is None or not may_read(request, found):
        raise Http404
    standing.dress(request, finding.home(found.contribution))
    return found


def may_read(request: HttpRequest, row: Sheet) -> bool:
    """What was published keeps an address that answers, archived too; the rest is for its author and referents."""
    one = row.contribution
    if one.is_public or (one.state == State.ARCHIVED and one.published_at is not None):
        return True
    return lifecycle.can_see(one, lifecycle.By(user=who.reader(request)))


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Kept as long as the territory that it stands in does not move, see ready.shared."""
    return ready.shared(request, response, standing.place(request))


def is_trial(nature: str) -> bool:
    return nature not in PUBLIC_NATURES
