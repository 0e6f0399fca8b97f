"""A sheet as a reference: what it refers to, or the sheet itself as a page that can be cited."""

from django.conf import settings
from django.urls import reverse

from boucle.after.library.engine import items
from boucle.after.library.engine.items import Item
from boucle.after.library.enums import Variety
from boucle.after.library.models import Sheet

CSL_TYPES = {
    Variety.ARTICLE: "article",
    Variety.DATASET: "dataset",
    Variety.SESSION: "report",
}


def item(row: Sheet) -> Item:
    """CSL-JSON; a reference keeps what was imported, its title and its link being those of the sheet."""
    one = row.contribution
    known = dict(row.item)
    own = {
        "id": one.reference,
        "title": title(one.title, str(known.get("title", ""))),
        "URL": row.link or known.get("URL", ""),
        "language": known.get("language") or one.language,
    }
    if row.variety == Variety.REFERENCE:
        own["author"] = row.authors or known.get("author", [])
        return items.tidy({"type": "webpage" if own["URL"] else "document", **known, **own})
    published = row.held_on or (one.published_at.date() if one.published_at else None)
    return items.tidy(
        {
            **own,
            "type": CSL_TYPES.get(Variety(row.variety), "webpage"),
            "author": row.authors,
            "issued": published.isoformat() if published else "",
            "publisher": f"Boucle, {one.territory.name}",
            "URL": settings.ORIGIN + reverse("library:sheet", args=[one.reference]),
        }
    )


def title(shown: str, whole: str) -> str:
    """A title too long for a sheet is whole in its reference."""
    is_cut = shown.endswith("…") and whole.startswith(shown[:-1].rstrip())
    return whole if is_cut else shown
