"""Fiches: the list with the filters of the page, one of them, and a new one."""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Body, Router

from boucle.commons.opendata import actions, exports
from boucle.commons.opendata.api import inputs
from boucle.commons.opendata.api.problems import Invalid
from boucle.commons.opendata.exports import columns, pages
from boucle.commons.opendata.queries import records
from boucle.commons.search import queries as search
from boucle.foundation.core import ids
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories import queries as territories

router = Router(tags=["fiches"])
NOT_CONTENT = ("kind", "territory", "situation", "contact")


@router.get(
    "/fiches",
    summary=gettext_noop("The published fiches of a territory"),
    description=gettext_noop(
        "The same filters as the page: q, ou, theme, public, cote, genre, distance, ouvert, depuis, "
        "situation, zone, tri; the same rows in the same order. `format` is json (twenty at a time, see "
        "`next`), csv or geojson (all of them), or atom (the newest fifty)."
    ),
    operation_id="fiches",
)
def fiches(
    request: HttpRequest,
    territory: str = "",
    kind: str = "",
    format: str = "json",  # noqa: A002  # the name of the parameter on the page too
) -> HttpResponseBase:
    if format not in exports.FORMATS:
        raise Invalid({"format": [_("“format” is one of: %(formats)s.") % {"formats": ", ".join(exports.FORMATS)}]})
    asked, sentences = search.parse(request.GET, inputs.territory_of(territory), known_kind(kind))
    if sentences:
        raise Invalid({"filters": sentences})
    return exports.respond(request, asked, format)


def known_kind(value: str) -> str:
    if value and value not in registry.KINDS:
        raise Invalid({"kind": [_("The kind “%(kind)s” is not known.") % {"kind": value}]})
    return value or min(registry.KINDS.values(), key=lambda kind: kind.number).code


@router.get(
    "/fiches/{identifier}",
    summary=gettext_noop("One published fiche"),
    description=gettext_noop(
        "By its identifier or its reference. One that was merged redirects to the one that took its place."
    ),
    operation_id="fiche",
)
def fiche(request: HttpRequest, identifier: str) -> Any:
    found = by_identifier(identifier)
    if found is None:
        raise Http404
    survivor = lifecycle.survivor(found)
    if survivor.pk != found.pk:
        response = HttpResponse(status=301)
        response["Location"] = reverse("opendata:api-1:fiche", args=[str(survivor.uid)])
        return response
    record = records.record(found)
    if record is None:
        raise Http404
    return columns.values(record)


def by_identifier(value: str) -> Contribution | None:
    try:
        return lifecycle.full().filter(uid=uuid.UUID(value)).first()
    except ValueError:
        return lifecycle.by_reference(value) if len(value) == ids.REFERENCE_LENGTH else None


@router.post(
    "/fiches",
    summary=gettext_noop("Propose a fiche"),
    description=gettext_noop(
        "Sent with an `Idempotency-Key`, the same fiche twice is one. Answers the reference and, once only, the secret "
        "that follows it. A referent reads it before it is public."
    ),
    operation_id="propose",
    auth=inputs.KeyBearer(),
)
def propose(request: HttpRequest, sent: dict[str, Any] = Body(...)) -> HttpResponse:  # type: ignore[type-arg]  # noqa: B008
    key = request.auth  # type: ignore[attr-defined]  # set by the bearer
    actions.count_call(key=key)
    territory = inputs.territory_of(str(sent.get("territory", "")))
    if key.territory is not None and not territories.is_within(territory.pk, key.territory.pk):
        raise Invalid({"territory": [_("This key writes in %(name)s only.") % {"name": key.territory.name}]})
    kind = known_kind(str(sent.get("kind", "")))
    situation = inputs.situation_of(territory, str(sent.get("situation", "")))
    content = {name: value for name, value in sent.items() if name not in NOT_CONTENT}
    form = inputs.valid_form(kind, content, territory, situation)
    made = actions.propose(
        key=key,
        kind=kind,
        territory=form.place,
        content=form.content(),
        situation=situation,
        contact=inputs.contact_of(sent.get("contact") or {}),
        idempotency_key=inputs.idempotency_key(request),
    )
    return answer(request, made.contribution, made.secret, is_new=made.is_new)


def answer(request: HttpRequest, row: Contribution, secret: str, *, is_new: bool) -> HttpResponse:
    path = actions.follow_path(row.kind, secret) if secret else ""
    content = {
        "id": str(row.uid),
        "reference": row.reference,
        "state": row.state,
        "secret": secret or None,
        "follow_url": settings.ORIGIN.rstrip("/") + path if path else None,
    }
    response = HttpResponse(pages.encode(content), status=201 if is_new else 200, content_type="application/json")
    response["Cache-Control"] = "no-store"
    response["Location"] = reverse("opendata:api-1:fiche", args=[str(row.uid)])
    return response
