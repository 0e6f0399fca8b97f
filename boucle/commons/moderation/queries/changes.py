"""A fiche field by field, in words, and what changes in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from boucle.commons.moderation import engine
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

SHARED_LABELS = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "theme": gettext_lazy("Theme"),
    "territory": gettext_lazy("Commune"),
    "address": gettext_lazy("Address"),
    "point": gettext_lazy("Point on the map"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True)
class Field:
    """One field in words, with its pieces when it changes."""

    name: str
    label: Any
    value: str
    pieces: tuple[engine.Piece, ...] = ()

    @property
    def before(self) -> list[engine.Piece]:
        return engine.side(self.pieces, "new")

    @property
    def after(self) -> list[engine.Piece]:
        return engine.side(self.pieces, "gone")


@dataclass(frozen=True)
class Changes:
    """What is to be decided: every field as it would be, and those that change since `since` (empty: all new)."""

    fields: tuple[Field, ...]
    changed: tuple[Field, ...]
    since: str  # "public": since what the public reads; "revision": since the revision before; "": nothing before
    number: int  # of the revision that would be published


def changes(contribution: Contribution) -> Changes:
    """Two queries for the contents, two for the names in them."""
    before, after, since, number = contents(contribution)
    names = places(before, after)
    fields = tuple(told(contribution.kind, name, value, names) for name, value in shown(after).items())
    if not since:
        return Changes(tuple(field for field in fields if field.value), (), "", number)
    old = shown(before)
    changed = tuple(
        compared(field, words(contribution.kind, field.name, old.get(field.name), names)) for field in fields
    )
    return Changes(fields, tuple(field for field in changed if field.pieces), since, number)


def contents(contribution: Contribution) -> tuple[dict[str, Any], dict[str, Any], str, int]:
    """What it was, what it would be, since when, and the number of what it would be."""
    present = lifecycle.content(contribution)
    waiting = lifecycle.waiting_revision(contribution)
    if waiting is not None:
        return present, waiting.content, "public", waiting.number
    earlier = contribution.revisions.filter(number__lt=contribution.number).order_by("-number").first()
    if earlier is not None and contribution.state == "proposed":
        return earlier.content, present, "revision", contribution.number
    return {}, present, "", contribution.number


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that people read: latitude and longitude are one."""
    fields = {name: value for name, value in content.items() if name not in {"lat", "lon"}}
    lat, lon = content.get("lat"), content.get("lon")
    fields["point"] = f"{lat:.5f}, {lon:.5f}" if lat is not None and lon is not None else ""
    return fields


def places(*contents: Mapping[str, Any]) -> dict[tuple[str, Any], str]:
    """Names of the themes and territories that the contents mention."""
    slugs = {content.get("theme") for content in contents} - {None, ""}
    codes = {content.get("territory") for content in contents} - {None, ""}
    themes = {("theme", theme.slug): theme.name for theme in Theme.objects.filter(slug__in=slugs)}
    here = Territory.objects.filter(code__in=codes).values_list("code", "name")
    return {**themes, **{("territory", code): name for code, name in here}}


def told(kind: str, name: str, value: Any, names: Mapping[tuple[str, Any], str]) -> Field:
    return Field(name, label(kind, name), words(kind, name, value, names))


def label(kind: str, name: str) -> Any:
    return registry.kind(kind).labels.get(name) or SHARED_LABELS.get(name) or name


def words(kind: str, name: str, value: Any, names: Mapping[tuple[str, Any], str]) -> str:
    """A value as people say it."""
    said = registry.kind(kind).words(name, value)
    if said is not None:
        return str(said)
    if name == "language" and value in LANG_INFO:
        return str(get_language_info(value)["name_translated"]).lower()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if value is None or value == "":
        return ""
    return names.get((name, value)) or choice(kind, name, value) or str(value)


def choice(kind: str, name: str, value: Any) -> str:
    """The label of a choice of the kind's own table; empty when the field has none."""
    try:
        field = registry.kind(kind).model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return str(dict(getattr(field, "flatchoices", ())).get(value, ""))


def compared(field: Field, before: str) -> Field:
    """With its pieces when it changes."""
    if before == field.value:
        return field
    return Field(field.name, field.label, field.value, tuple(engine.compare(before, field.value)))


def beside(one: Contribution, other: Contribution) -> list[Field]:
    """Two fiches of a kind field by field: each field of the second, with its pieces where the first says otherwise."""
    return between(one.kind, lifecycle.content(one), lifecycle.content(other))


def between(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Field]:
    """Two contents of a kind: each field of the second, with its pieces where the first says otherwise."""
    names = places(before, after)
    old = shown(before)
    told_fields = (told(kind, name, value, names) for name, value in shown(after).items())
    return [compared(field, words(kind, field.name, old.get(field.name), names)) for field in told_fields]
