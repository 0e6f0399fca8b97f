"""The pictures of a sheet: those that its text may show, by the name that it gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boucle.after.library.models import Picture, Sheet
from boucle.after.library.queries import fields
from boucle.foundation.documents.engine import Image
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Panel


@dataclass(frozen=True)
class Shown:
    name: str  # as the text writes it: `image:1`
    picture: Picture
    address: str


def of(contribution: Contribution, keys: Sequence[str]) -> list[Shown]:
    """Those of these keys that were kept, in their order; one query, without the bytes."""
    kept = {each.key: each for each in contribution.pictures.defer("image")} if keys else {}
    return [
        Shown(f"image:{number}", kept[key], address(contribution, key))
        for number, key in enumerate(keys, 1)
        if key in kept
    ]


def address(contribution: Contribution, key: str) -> str:
    return reverse("library:picture", args=[contribution.reference, key])


def images(shown: Sequence[Shown]) -> dict[str, Image]:
    return {each.name: Image(each.address, each.picture.width, each.picture.height) for each in shown}


def lone(sheet: Sheet, shown: Sequence[Shown]) -> list[Shown]:
    """Those that no text of the sheet shows."""
    said = " ".join((sheet.contribution.text, sheet.redo, sheet.sources))
    return [each for each in shown if f"({each.name})" not in said]


def panel(contribution: Contribution) -> Panel | None:
    """What whoever decides must see: the pictures as they would be."""
    waiting = lifecycle.waiting_revision(contribution)
    row = fields.sheet(contribution)
    keys: Any = waiting.content.get("pictures", []) if waiting else row.pictures if row else []
    shown = of(contribution, keys)
    return Panel("library/deciding.html", {"pictures": shown}) if shown else None
