"""The standing themes and templates that ship with the product: loaded at installation, again after an update."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from boucle.foundation.situations.models import Template, Theme

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How many rows were new, how many were brought up to date; the others were already so."""

    made: int
    changed: int


def read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def load_themes() -> Loaded:
    """Writes the standing tree; themes that a territory added keep their place. Safe to run again."""
    found = {theme.slug: theme for theme in Theme.objects.all()}
    roots = save(Theme, found, flat(read("themes.json"), found, parent=None))
    below = save(Theme, found, (row for root in read("themes.json") for row in children(root, found)))
    return Loaded(roots.made + below.made, roots.changed + below.changed)


def flat(rows: list[dict[str, Any]], found: dict[str, Theme], parent: Theme | None) -> Iterator[dict[str, Any]]:
    for rank, row in enumerate(rows):
        names = {key: row[key] for key in ("slug", "name_fr", "name_en", "inclusion")}
        icon = row.get("icon") or (parent.icon if parent else "liens")
        yield {**names, "icon": icon, "parent_id": parent.pk if parent else None, "rank": rank}


def children(root: dict[str, Any], found: dict[str, Theme]) -> Iterator[dict[str, Any]]:
    return flat(root["children"], found, found[root["slug"]])


@transaction.atomic
def load_templates() -> Loaded:
    """Writes the templates that ship with the product. Safe to run again."""
    found = {template.slug: template for template in Template.objects.all()}
    return save(Template, found, iter(read("templates.json")))


def save(model: Any, found: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Loaded:
    """Creates what is missing, writes what differs, leaves the rest; `found` gains what was made."""
    new, changed = [], []
    for row in rows:
        known = found.get(row["slug"])
        if known is None:
            new.append(model(**row))
        elif any(getattr(known, name) != value for name, value in row.items()):
            vars(known).update(row)
            changed.append(known)
    for made in model._default_manager.bulk_create(new):
        found[made.slug] = made
    for stale in changed:
        stale.save()
    return Loaded(len(new), len(changed))
