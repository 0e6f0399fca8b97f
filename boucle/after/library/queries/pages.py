"""What the page of a sheet shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from boucle.after.library.engine import booklet as booklets
from boucle.after.library.engine import citing
from boucle.after.library.engine.items import Item
from boucle.after.library.enums import LinkState, Variety
from boucle.after.library.models import Check, Sheet
from boucle.after.library.queries import fields, finding, pictures
from boucle.after.library.queries.items import item
from boucle.commons.search import queries as search
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution, Link

SITE = "boucle"
MOST_REUSES = 50
MOST_RELATED = 4
UNSAID = re.compile(r"!\[\s*\]\((image:\d+)\)")
GROUP_LABELS = {
    Variety.SESSION: gettext_lazy("Sessions"),
    Variety.LEAD: gettext_lazy("Leads"),
    Variety.FIELDWORK: gettext_lazy("Fieldwork"),
    Variety.REFERENCE: gettext_lazy("References"),
}


@dataclass(frozen=True)
class Linked:
    """Another contribution that this one is joined to, whatever its room."""

    kind: Any  # lazy
    title: str
    url: str


@dataclass(frozen=True)
class Part:
    """A sub-theme of a session with the sheets that stand under it."""

    name: str
    sheets: list[Sheet] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """What a session holds of one variety, by sub-theme."""

    variety: str
    label: Any  # lazy
    parts: list[Part]
    count: int


@dataclass(frozen=True)
class Shown:
    text: SafeString
    redo: SafeString
    sources: SafeString
    lone_pictures: list[pictures.Shown]  # those that no text shows
    citation: SafeString
    coins: str
    tags: list[tuple[str, str]]
    address: str
    reuses: list[Sheet]
    groups: list[Group]
    links: list[Linked]
    themes: list[tuple[str, str]]  # slug and name, that of its contribution first
    related: list[search.Row]
    check: Check | None

    @property
    def is_dead(self) -> bool:
        return self.check is not None and self.check.state == LinkState.GONE


def shown(row: Sheet) -> Shown:
    """Everything on the page of a sheet; as many queries whatever hangs on it."""
    kept = pictures.of(row.contribution, row.pictures)
    images = pictures.images(kept)
    said = {each.name: each.picture.description for each in kept}
    own = item(row)
    return Shown(
        text=html(described(row.contribution.text, said), images, "texte"),
        redo=html(described(row.redo, said), images, "refaire"),
        sources=html(described(row.sources, said), images, "sources"),
        lone_pictures=pictures.lone(row, kept),
        citation=mark_safe(citing.cite([own])[0]),
        coins=citing.coins(own, SITE),
        tags=citing.tags(own),
        address=address(row),
        reuses=list(public_of(row.reuses.all())[:MOST_REUSES]),
        groups=groups(row) if row.variety == Variety.SESSION else [],
        links=links(row.contribution),
        themes=themes(row),
        related=related(row),
        check=Check.objects.filter(address=row.link).first() if row.link else None,
    )


def related(row: Sheet) -> list[search.Row]:
    """Other sheets that say nearly the same, in the territory and around; those of its own session stand beside it
    already."""
    one = row.contribution
    wide = one.territory.parent or one.territory
    said = " ".join((one.title, one.text, row.keywords, row.redo))
    found = search.close_to(said, wide, "sheet", exclude=one.pk, limit=MOST_RELATED * 3)
    apart = [each for each in found if not row.session_id or each.own.session_id != row.session_id]
    return [each for each in apart if each.id != row.session_id and each.own.session_id != row.pk][:MOST_RELATED]


def themes(row: Sheet) -> list[tuple[str, str]]:
    first = row.contribution.theme
    return [*([(first.slug, first.name)] if first else []), *fields.themes(row.themes)]


def described(text: str, said: dict[str, str]) -> str:
    """A picture without words of its own in the text takes those that came with it."""
    return UNSAID.sub(lambda found: f"![{booklets.plain(said.get(found[1], ''))}]({found[1]})", text)


def html(text: str, images: dict[str, documents.Image], key: str) -> SafeString:
    return mark_safe(documents.markdown(text, images, key) if text else "")


def address(row: Sheet) -> str:
    return settings.ORIGIN + reverse("library:sheet", args=[row.contribution.reference])


def public_of(rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    return rows.filter(contribution__state=State.PUBLISHED).select_related("contribution__territory")


def groups(session: Sheet) -> list[Group]:
    """The sheets of a session, by variety and sub-theme, in the order of the report."""
    found: dict[str, dict[str, Part]] = {}
    for each in public_of(session.parts.all()).order_by("position", "pk"):
        parts = found.setdefault(each.variety, {})
        parts.setdefault(each.part, Part(each.part)).sheets.append(each)
    return [
        Group(value, label, list(found[value].values()), sum(len(part.sheets) for part in found[value].values()))
        for value, label in GROUP_LABELS.items()
        if value in found
    ]


def links(row: Contribution) -> list[Linked]:
    """Contributions of other rooms that it is joined to, in one direction or the other."""
    joined = Link.objects.filter(source=row).values_list("target", flat=True)
    joining = Link.objects.filter(target=row).values_list("source", flat=True)
    others = Contribution.objects.filter(pk__in=[*joined, *joining], state=State.PUBLISHED).exclude(kind="sheet")
    return [linked(each) for each in others.order_by("title", "pk") if registry.kind(each.kind).url_name]


def linked(row: Contribution) -> Linked:
    kind = registry.kind(row.kind)
    return Linked(kind.label, row.title, reverse(kind.url_name, args=[row.reference]))


def items_of(rows: Sequence[Sheet]) -> list[Item]:
    return [item(each) for each in rows]


def session_references(session: Sheet) -> list[Sheet]:
    rows = finding.public().filter(session=session, variety=Variety.REFERENCE)
    return list(rows.order_by("position", "pk"))
