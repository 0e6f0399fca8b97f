"""Writes a revision's content on the rows that the public reads."""

from typing import Any

from boucle.foundation.core import clock, text, tiles
from boucle.foundation.lifecycle import queries, registry
from boucle.foundation.lifecycle.enums import Role
from boucle.foundation.lifecycle.models import Contribution, Revision
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory


def apply_shared(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the shared fields on the row, unsaved. Keys that are absent leave their field as it is."""
    for name in ("title", "address", "language"):
        if name in content:
            setattr(contribution, name, text.clean_line(content[name]))
    if "text" in content:
        contribution.text = text.clean(content["text"])
    if "theme" in content:
        contribution.theme = Theme.objects.get(slug=content["theme"]) if content["theme"] else None
    if "territory" in content and content["territory"] != contribution_code(contribution):
        contribution.territory = Territory.objects.get(code=content["territory"])
    if "lat" in content and "lon" in content:
        place(contribution, content["lat"], content["lon"])


def contribution_code(contribution: Contribution) -> str:
    return contribution.territory.code if contribution.territory_id else ""


def place(contribution: Contribution, lat: float | None, lon: float | None) -> None:
    """Sets the point and its tile together, or neither."""
    whole = lat is not None and lon is not None
    contribution.lat, contribution.lon = (lat, lon) if whole else (None, None)
    contribution.tile = tiles.encode(lat, lon) if lat is not None and lon is not None else None


def changes(contribution: Contribution, content: dict[str, Any]) -> list[str]:
    """The names of the fields that `content` would change, sorted."""
    present = queries.content(contribution)
    return sorted(name for name, value in content.items() if name in present and present[name] != value)


def apply(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes a content on both rows and saves them."""
    apply_shared(contribution, content)
    save(contribution, content)


def save(contribution: Contribution, content: dict[str, Any]) -> None:
    """Saves a row whose shared fields are written already, and writes its kind's own."""
    contribution.save()
    registry.kind(contribution.kind).apply(contribution, content)


def keep_revision(contribution: Contribution, content: dict[str, Any], role: Role, *, is_waiting: bool) -> Revision:
    """Keeps one more version of the content."""
    last = contribution.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return write_revision(contribution, content, role, number=last + 1, is_waiting=is_waiting)


def write_revision(
    contribution: Contribution, content: dict[str, Any], role: Role, *, number: int, is_waiting: bool
) -> Revision:
    return Revision.objects.create(
        contribution=contribution,
        number=number,
        content=content,
        role=role,
        created_at=clock.now(),
        is_waiting=is_waiting,
    )
