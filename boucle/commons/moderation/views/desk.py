"""The desk: queue, item and decision side by side, drawn by every page that shows or decides on an item."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.commons.moderation import rules
from boucle.commons.moderation.enums import Tab
from boucle.commons.moderation.forms.decision import DecisionForm
from boucle.commons.moderation.queries import item as items
from boucle.commons.moderation.queries import queue as queues
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.views import standing

TRIALS = (Nature.EXERCISE, Nature.TEST)


@dataclass(frozen=True)
class Trouble:
    """Why a decision was not taken: what to say, and what happened meanwhile when the page was stale."""

    sentence: str
    meanwhile: items.Step | None = None


def tab(request: HttpRequest) -> Tab:
    asked = request.POST.get("vue") or request.GET.get("vue") or ""
    return Tab(asked) if asked in Tab.values else Tab.MINE


def find(request: HttpRequest, reference: str) -> Contribution:
    """The fiche, for somebody in whose scope it is; a merged one stays readable here."""
    rules.check_sit(who.member(request))
    row = lifecycle.by_reference(reference)
    if row is None or row.erased_at is not None:
        raise Http404(_("No fiche has this reference."))
    rules.check_see(row, who.member(request))
    return row


def address(row: Contribution | str, part: Tab) -> str:
    reference = row if isinstance(row, str) else row.reference
    return reverse("moderation:item", args=[reference]) + query(part)


def query(part: Tab) -> str:
    return "" if part == Tab.MINE else f"?vue={part.value}"


def show(
    request: HttpRequest,
    row: Contribution | None,
    *,
    form: DecisionForm | None = None,
    trouble: Trouble | None = None,
    contacts: list[Contact] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole desk around a fiche, or around the first of the queue."""
    user, part = who.member(request), tab(request)
    queue = queues.queue(user, part)
    after = request.GET.get("apres", "")
    references = queue.page(shown=row.reference if row else "", after=after)
    is_start = row is None
    if row is None and references:
        row = lifecycle.by_reference(references[0])
    item = items.item(row, user) if row is not None else None
    stand(request, user)
    lines = queues.lines(references, user)
    context = {
        "queue": queue,
        "tabs": [(each, queue.counts[each.value], reverse("moderation:queue") + query(each)) for each in Tab],
        "part": part,
        "suffix": query(part),
        "lines": lines,
        "line": line_of(row, lines, user),
        "next_page": references[-1] if references and references[-1] != queue.order[-1] else "",
        "is_first_page": not references or references[0] == queue.order[0],
        "is_start": is_start,
        "item": item,
        "form": form or DecisionForm(),
        "trouble": trouble,
        "contacts": contacts,
        "is_side_by_side": "cote" in request.GET,
        "is_whole": "entiere" in request.GET,
        "exercise": row is not None and row.nature in TRIALS,
        **(around(item, queue) if item else {}),
    }
    return render(request, "moderation/desk.html", context, status=status)


def line_of(row: Contribution | None, lines: list[queues.Line], user: User) -> queues.Line | None:
    """The item's own line, on the page of the queue or apart from it."""
    if row is None:
        return None
    return next((line for line in lines if line.row.pk == row.pk), None) or queues.lines([row.reference], user)[0]


def around(item: items.Item, queue: queues.Queue) -> dict[str, Any]:
    """Where the item stands in the queue, and what may be done besides deciding."""
    place = queue.place(item.row.reference)
    previous, following = queue.around(item.row.reference)
    return {
        "position": place + 1 if place is not None else None,
        "previous": previous,
        "following": following,
        "can_hold": bool(item.may & items.DECIDING),
        "can_edit": items.can_edit(item),
    }


def stand(request: HttpRequest, user: User) -> None:
    """The masthead names the territory of somebody's first scope."""
    scope = accounts.scopes_of(user).first()
    if scope is not None and getattr(request, "territory", None) is None:
        standing.stand(request, scope.territory, None)
