"""A figure is contested: brought, followed by a private link, read by everybody once published."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.dominos import actions
from boucle.before.dominos.forms.challenge import ChallengeForm
from boucle.before.dominos.models import Challenge, Dependency, Service
from boucle.before.dominos.models.provenance import OF_SERVICE, Figure
from boucle.before.dominos.queries import figures, finding
from boucle.before.dominos.views import frames
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.views import standing

REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """For any public figure: `?figure=`, and `supplier=` for one of a dependency."""
    inventory = frames.read(request, slug, is_whole=False)
    service = finding.service(inventory, code, is_whole=False)
    if service is None:
        raise Http404
    service.inventory = inventory
    row, figure = asked(request, service)
    visitor = guard_rules.visitor(request)
    form = ChallengeForm(request.POST if request.method == "POST" else None, figure=figure, visitor=visitor)
    known = {"inventory": inventory, "service": service, "row": row, "form": form, **told(row, figure)}
    known["must_prove"] = visitor.is_warm
    if request.method != "POST":
        return ready.private(render(request, "dominos/contest.html", known))
    guard.count_sending(network=visitor.network)
    if not form.is_valid():
        status = TOO_MANY if visitor.is_hot else REFUSED
        return ready.private(render(request, "dominos/contest.html", known, status=status))
    return sent(request, row, figure, form, known)


def sent(
    request: HttpRequest,
    row: Service | Dependency,
    figure: Figure,
    form: ChallengeForm,
    known: dict[str, Any],
) -> HttpResponseBase:
    typed = form.cleaned_data
    try:
        made = actions.bring(
            row=row,
            figure=figure,
            text=typed["text"],
            value=typed["kept"],
            source=typed["source"],
            form_key=typed["key"],
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return ready.private(render(request, "dominos/contest.html", known, status=REFUSED))
    follow_url = reverse("dominos:follow_challenge", args=[made.secret]) if made.secret else ""
    known |= {"contribution": made.contribution, "follow_url": follow_url}
    return ready.private(render(request, "dominos/contested.html", known))


def asked(request: HttpRequest, service: Service) -> tuple[Service | Dependency, Figure]:
    """Raises Http404 for what is no public figure of this service."""
    figure, supplier = request.GET.get("figure", ""), request.GET.get("supplier", "")
    if figure not in Figure.values:
        raise Http404
    if figure in OF_SERVICE:
        return service, Figure(figure)
    needs = service.needs.select_related("supplier").filter(supplier__code=supplier, supplier__is_open=True)
    row = needs.first()
    if row is None:
        raise Http404
    row.service = service
    return row, Figure(figure)


def told(row: Service | Dependency, figure: Figure) -> dict[str, Any]:
    found = figures.told(row, row.provenances.order_by("pk"))
    return {"told": next(one for one in found if one.figure == figure)}


@never_cache
@require_safe
def follow(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What became of it, with the reason. 404 for an address that opens nothing."""
    contribution = lifecycle.by_secret(secret)
    row = found(contribution.reference) if contribution is not None else None
    if contribution is None or row is None:
        raise Http404
    standing.dress(request, row.service.inventory.territory)
    known = {**shown(row), "last": lifecycle.last_transition(contribution), "is_author": True}
    return ready.private(render(request, "dominos/challenge.html", known))


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A published one, about a figure that is public."""
    row = found(reference)
    if row is None or row.contribution.state not in (State.PUBLISHED, State.ARCHIVED) or not is_public(row):
        raise Http404
    inventory = row.service.inventory
    standing.dress(request, inventory.territory)
    return frames.shared(request, render(request, "dominos/challenge.html", shown(row)), inventory, is_whole=False)


def found(reference: str) -> Challenge | None:
    rows = Challenge.objects.select_related(
        "contribution", "service__inventory__territory", "dependency__supplier", "contribution__territory"
    )
    return rows.filter(contribution__reference=reference).first()


def is_public(row: Challenge) -> bool:
    supplier = row.dependency.supplier if row.dependency else None
    return row.service.inventory.is_open and row.service.is_open and (supplier is None or supplier.is_open)


def shown(row: Challenge) -> dict[str, Any]:
    return {
        "row": row,
        "inventory": row.service.inventory,
        "service": row.service,
        "is_public": is_public(row),
        "former": figures.said(row.figure, row.former),
        "value": figures.said(row.figure, row.value),
    }
