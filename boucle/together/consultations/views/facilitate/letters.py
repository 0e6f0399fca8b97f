"""Letters on paper: who needs one, then the letters themselves, made when they are printed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item, Panellist, Round
from boucle.together.consultations.queries import finding, participation
from boucle.together.consultations.rules import sheet as sheet_rules
from boucle.together.consultations.views.facilitate import frame


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def letters(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Who has no address; a POST makes new codes and shows them this once."""
    row, user = frame.held(request, reference)
    waiting = list(participation.on_paper(row))
    if request.method != "POST":
        noted(waiting, user)
        ticked = chosen(request.GET.get("who", "")) or usual(row, waiting)
        return frame.page(request, row, "letters", {"waiting": waiting, "chosen": ticked})
    wanted = set(request.POST.getlist("who"))
    people: list[Panellist] = [one for one in waiting if str(one.pk) in wanted]
    if not people:
        messages.error(request, _("Tick at least one person."))
        return frame.back("letters", row)
    try:
        made = actions.print_letters(panellists=people, user=user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return frame.back("letters", row)
    noted(people, user)
    here = finding.open_round(row) or row.rounds.filter(opened_at=None).first()
    known = {"made": [letter(request, one) for one in made], "here": here, "site": request.get_host()}
    return ready.private(frame.page(request, row, "print", {**known, "lines": printed(here)}))


@require_safe
@frame.work
def sheet(request: HttpRequest, reference: str) -> HttpResponseBase:
    """An empty sheet to be copied: for a meeting, a counter, or somebody whose letter was lost."""
    row, _user = frame.held(request, reference)
    here = finding.open_round(row) or row.rounds.filter(opened_at=None).first()
    return frame.page(request, row, "sheet", {"here": here, "lines": printed(here)})


def printed(round_: Round | None) -> list[tuple[Item, range]]:
    """What a round asks, each with the marks of its scale."""
    items = finding.items_of(round_) if round_ is not None else []
    return [(item, marks(item)) for item in items]


def marks(item: Item) -> range:
    if item.type != ItemType.SCALE:
        return range(0)
    low, high = item.settings.get("scale", sheet_rules.USUAL_SCALE)
    return range(int(low), int(high) + 1)


def chosen(typed: str) -> set[int]:
    return {int(part) for part in typed.split(",") if part.isascii() and part.isdigit()}


def noted(people: list[Panellist], user: User) -> None:
    """Names are on the page: that they were read is noted."""
    lifecycle.note_reading(contacts=[one.contact for one in people if one.contact], reader=user)


def usual(row: Consultation, waiting: list[Panellist]) -> set[int]:
    """Whoever has not opened a letter yet; where anonymity is set nobody tells, so everybody until the first round."""
    if row.is_anonymous:
        return {one.pk for one in waiting} if row.opened_at is None else set()
    return {one.pk for one in waiting if one.came_on is None}


def letter(request: HttpRequest, one: actions.Invitation) -> dict[str, str]:
    contact = one.panellist.contact
    path = reverse("consultations:take_part", args=[one.code])
    return {"name": contact.name if contact else "", "code": one.code, "url": request.build_absolute_uri(path)}
