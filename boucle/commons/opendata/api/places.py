"""What filters and forms take: territories and themes."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router

from boucle.commons.opendata.api import inputs
from boucle.foundation.situations import queries as situations
from boucle.foundation.territories import queries as territories

router = Router(tags=["lists"])


@router.get(
    "/themes",
    summary=gettext_noop("The themes, as a tree"),
    description=gettext_noop("Those of a situation when one is named, else all."),
    operation_id="themes",
)
def themes(request: HttpRequest, territory: str = "", situation: str = "") -> dict[str, Any]:
    found = inputs.situation_of(inputs.territory_of(territory), situation) if situation else None
    return {"items": [branch(each) for each in situations.offered_themes(found)]}


def branch(node: situations.Branch) -> dict[str, Any]:
    theme = node.theme
    below = [branch(each) for each in node.children]
    return {"slug": theme.slug, "name_fr": theme.name_fr, "name_en": theme.name_en, "children": below}


@router.get(
    "/territories",
    summary=gettext_noop("Territories by name, postal code or point"),
    description=gettext_noop(
        "Without `q`, those where people are in charge. `inside` is the code of a territory to look in first."
    ),
    operation_id="territories",
)
def find(request: HttpRequest, q: str = "", inside: str = "") -> dict[str, Any]:
    if not q.strip():
        return {"items": [one(each) for each in territories.open_territories()], "point": None}
    found = territories.find(q, inside=inputs.territory_of(inside) if inside else None)
    point = {"lat": found.point[0], "lon": found.point[1]} if found.point else None
    items = [
        {**one(each.territory), "postal_codes": list(each.postal_codes), "department": each.department}
        for each in found.candidates
    ]
    return {"items": items, "point": point}


def one(territory: Any) -> dict[str, Any]:
    return {
        "code": territory.code,
        "slug": territory.slug,
        "name": territory.name,
        "level": territory.level,
        "lat": territory.lat,
        "lon": territory.lon,
        "is_open": territory.is_open,
    }
