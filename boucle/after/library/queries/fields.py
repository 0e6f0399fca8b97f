"""What a sheet adds to the content of its contribution, as JSON values: public words only."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from boucle.after.library.models import Sheet
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme

PLAIN = (
    "variety",
    "phase",
    "hazard",
    "keywords",
    "themes",
    "authors",
    "redo",
    "sources",
    "link",
    "archived_link",
    "licence",
    "review_months",
    "item",
    "pictures",
    "speakers",
    "part",
    "position",
)


def sheet(contribution: Contribution) -> Sheet | None:
    """Its own row, loaded once; None when its author had it erased."""
    try:
        return contribution.sheet
    except Sheet.DoesNotExist:
        return None


def content(contribution: Contribution) -> dict[str, Any]:
    """The public fields of its own row; empty when the row is erased."""
    row = sheet(contribution)
    if row is None:
        return {}
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "held_on": row.held_on.isoformat() if row.held_on else None,
        "session": row.session.contribution.reference if row.session else "",
        "reuse_of": row.reuse_of.contribution.reference if row.reuse_of else "",
    }


def searched(contribution: Contribution) -> str:
    """Words of its own that a search finds it by."""
    row = sheet(contribution)
    if row is None:
        return ""
    said = [str(row.get_variety_display()), str(row.get_hazard_display() if row.hazard else "")]
    roles = [str(each.get("role", "")) for each in row.speakers]
    about = theme_names(row.themes)
    return " ".join([*said, *about, row.keywords, row.byline, row.part, row.redo, row.sources, *roles])


def themes(slugs: Sequence[str]) -> list[tuple[str, str]]:
    """Their slugs and names; one query, and none without a slug; one that is gone is left out."""
    known = {theme.slug: theme.name for theme in Theme.objects.filter(slug__in=slugs)} if slugs else {}
    return [(slug, known[slug]) for slug in slugs if slug in known]


def theme_names(slugs: Sequence[str]) -> list[str]:
    return [name for _slug, name in themes(slugs)]


def review(contribution: Contribution) -> int:
    """Months until its next check."""
    return Sheet.objects.values_list("review_months", flat=True).get(pk=contribution.pk)


def words(name: str, value: Any) -> Any:
    """A field's value in words, for whoever compares; None: as any other field."""
    if name == "speakers" and isinstance(value, list):
        return ", ".join(" ".join(filter(None, (each.get("name"), f"({each.get('role')})"))) for each in value)
    if name == "authors" and isinstance(value, list):
        return Sheet(authors=value).byline
    if name == "themes" and isinstance(value, list):
        return ", ".join(theme_names(value))
    if name == "pictures" and isinstance(value, list):
        return ngettext("%(count)d picture", "%(count)d pictures", len(value)) % {"count": len(value)} if value else ""
    if name == "item" and isinstance(value, dict):
        return ", ".join(f"{key} : {said}" for key, said in sorted(value.items()) if isinstance(said, str))
    return None
