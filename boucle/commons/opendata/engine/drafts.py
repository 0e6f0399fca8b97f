"""From the cells of a row to what the form of its kind takes, with a word for everything that was mended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from boucle.commons.opendata.engine import cells as values
from boucle.commons.opendata.engine import words

JOINED = {"address": " ", "text": "\n\n", "keywords": ", ", "theme": ", "}
CLEANED: dict[str, Callable[[str], str]] = {
    "lat": values.degrees,
    "lon": values.degrees,
    "starts_on": values.date,
    "ends_on": values.date,
    "postal_code": values.postal_code,
}
APART = {words.ID, words.KEYWORDS, words.POSTAL_CODE, words.SOURCE, *words.CONTACTS}


@dataclass
class Draft:
    """`data`: for the form. `mended`: codes of what was done ("title_cut", "title_made", "text_made")."""

    data: dict[str, str]
    category: str  # the theme as the file says it
    place: str  # commune as the file says it, with its postal code
    contact: dict[str, str]
    key: str
    has_identifier: bool
    source: str
    mended: list[str] = field(default_factory=list)


def draft(cells: Mapping[str, str], mapping: Mapping[str, str]) -> Draft:
    """Gathers the cells by target; `data["theme"]` is still the file's own word."""
    told = gather(cells, mapping)
    mended: list[str] = []
    category = told.get("theme", "")
    data = {name: value for name, value in told.items() if name not in APART}
    data["title"] = title(told, category, mended)
    data["text"] = text(told, cells, mapping, mended)
    place = " ".join(told[name] for name in (words.POSTAL_CODE, "commune") if told.get(name))
    data.pop("commune", None)
    identifier = told.get(words.ID, "")
    where = [told.get(name, "") for name in ("commune", "address", "lat", "lon", "point")]
    contact = {name.removeprefix("contact_"): told[name] for name in words.CONTACTS if told.get(name)}
    return Draft(
        data,
        category,
        place,
        contact,
        identifier[:200] or values.key([data["title"], *where]),
        bool(identifier),
        told.get(words.SOURCE, ""),
        mended,
    )


def gather(cells: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for column, target in mapping.items():
        value = cells.get(column, "")
        if target and value:
            found.setdefault(target, []).append(CLEANED.get(target, str)(value))
    return {target: JOINED.get(target, " ").join(several) for target, several in found.items()}


def title(told: Mapping[str, str], category: str, mended: list[str]) -> str:
    """The title, cut where it is too long (the whole of it then opens the text); a category stands in for none."""
    if not told.get("title"):
        if category:
            mended.append("title_made")
        return ", ".join(part for part in (category[:1].upper() + category[1:80], told.get("address", "")[:30]) if part)
    short, whole = values.cut_title(told["title"])
    if whole:
        mended.append("title_cut")
    return short


def text(told: Mapping[str, str], cells: Mapping[str, str], mapping: Mapping[str, str], mended: list[str]) -> str:
    """The description, after the whole of a title that was cut; the other columns stand in for none."""
    parts: Iterable[str] = [told.get("text", "")]
    if not told.get("text"):
        used = [column for column, target in mapping.items() if target not in ("", "theme", words.KEYWORDS)]
        parts = [values.leftovers(cells, used)]
        mended += ["text_made"] if any(parts) else []
    if "title_cut" in mended:
        parts = [told["title"], *parts]
    return "\n\n".join(part for part in parts if part)
