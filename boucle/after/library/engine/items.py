"""References as plain data: CSL-JSON 1.0.2 (https://docs.citationstyles.org/en/v1.0.2/specification.html).

An *item* is a dictionary of that schema. Everything that reads references gives items, everything that writes them
takes items.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from boucle.after.library.engine import names as names_of
from boucle.foundation.core import text

Item = dict[str, Any]

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter dataset document entry"
    " interview legislation manuscript map motion_picture musical_score pamphlet paper-conference patent periodical"
    " personal_communication post post-weblog report review song speech standard thesis webpage".split()
)
LINES = frozenset(
    "title container-title publisher publisher-place volume issue page DOI ISBN ISSN URL language genre event-title"
    " edition number collection-title source archive keyword note".split()
)
NAMES = frozenset("author editor translator interviewer contributor".split())
DATES = frozenset("issued accessed event-date".split())
LONGEST, LONGEST_RAW = 1000, 20_000
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


@dataclass(frozen=True)
class Entry:
    """One reference that was read, and the line where it begins."""

    line: int
    item: Item


@dataclass(frozen=True)
class Refusal:
    """What was set aside, from which line on, its first words, and why: syntax, title, twice, empty or name."""

    line: int
    words: str
    why: str
    key: str = ""
    raw: str = ""  # all of it, so that it can be mended


@dataclass
class Reading:
    """What a file of references gave, row by row: nothing that was in it is in neither list."""

    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [entry.item for entry in self.entries]

    def take(self, line: int, item: Item, words: str) -> None:
        """Keeps a reference, unless it has no title or is there already."""
        kept = tidy(item)
        if not kept.get("title"):
            self.refuse(line, words, "title", str(kept.get("id", "")))
        elif any(same(kept, other) for other in self.items):
            self.refuse(line, words, "twice", str(kept["id"]))
        else:
            self.entries.append(Entry(line, kept))

    def refuse(self, line: int, words: str, why: str, key: str = "") -> None:
        self.refusals.append(Refusal(line, first_words(words), why, key, words.strip()[:LONGEST_RAW]))


def first_words(value: str) -> str:
    line = text.clean_line(value)
    return line if len(line) <= 120 else f"{line[:119]}…"


def tidy(item: Item) -> Item:
    """The fields that are known, cleaned; a type that is not becomes a document. Styles need a language: without one
    they would give a French title English capitals."""
    kept: Item = {"id": text.clean_line(str(item.get("id") or ""))[:80] or "ref"}
    kept["type"] = item["type"] if item.get("type") in TYPES else "document"
    for name in LINES & item.keys():
        value = text.clean_line(str(item[name] or ""))[:LONGEST]
        if value:
            kept[name] = value
    if "page" in kept:
        kept["page"] = re.sub(r"\s*[-–—]+\s*", "-", kept["page"]).strip("-")
    if "URL" in kept:  # no address holds braces, and BibTeX would not bear them
        kept["URL"] = kept["URL"].replace("{", "%7B").replace("}", "%7D")
    if "keyword" in kept:
        kept["keyword"] = ", ".join(filter(None, (each.strip() for each in kept["keyword"].split(","))))
    kept = {name: value for name, value in kept.items() if value}
    for name in NAMES & item.keys():
        people = [person for person in map(names_of.tidy, item[name] or []) if person]
        if people:
            kept[name] = people
    for name in DATES & item.keys():
        parts = date_parts(item[name])
        if parts:
            kept[name] = {"date-parts": [parts]}
    kept.setdefault("language", "fr")
    return kept


def date_parts(value: Any) -> list[int]:
    """Year, month, day, as far as they are known."""
    if isinstance(value, dict):
        first = next(iter(value.get("date-parts") or []), None) or []
        written = "-".join(str(part).zfill(2 if place else 4) for place, part in enumerate(first))
        value = written or value.get("raw") or value.get("literal")
    return read_date(str(value or ""))


def parts_of(item: Item, name: str) -> list[int]:
    """The parts of a date of an item; none when it has no such date."""
    found: list[list[int]] = item.get(name, {}).get("date-parts", [[]])
    return found[0]


def iso(parts: list[int], between: str = "-") -> str:
    """`2020-05-12`, as far as it is known."""
    return between.join(f"{part:04}" if place == 0 else f"{part:02}" for place, part in enumerate(parts))


def read_date(value: str) -> list[int]:
    """`2020-05-12`, `2020/05`, `12 mai 2020` by its year alone."""
    numbers = [int(part) for part in re.findall(r"\d+", value)]
    if re.match(r"^\s*\d{4}([-/]\d{1,2}){0,2}/*\s*$", value):
        year, *rest = numbers
        month = rest[:1] if rest and 1 <= rest[0] <= 12 else []
        day = rest[1:2] if month and len(rest) > 1 and 1 <= rest[1] <= 31 else []
        return [year, *month, *day]
    found = YEAR.search(value)
    return [int(found[1])] if found else []


def person(name: str) -> Item:
    """`Family, Given`, `Family, Given, Suffix`, or the name of an organisation, which ends with a comma when it holds
    one (as EndNote does)."""
    if name.rstrip().endswith(","):
        return {"literal": name.rstrip()[:-1].strip()}
    family, comma, rest = (part.strip() for part in name.partition(","))
    given, _comma, suffix = (part.strip() for part in rest.partition(","))
    if not comma:
        return {"literal": name.strip()}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


def names(item: Item, role: str = "author") -> list[str]:
    """As people read them."""
    return [names_of.written(each) for each in item.get(role, [])]


def year(item: Item) -> str:
    parts = parts_of(item, "issued")
    return str(parts[0]) if parts else ""


def same(one: Item, other: Item) -> bool:
    """The same DOI, or the same title, year and first author."""
    if one.get("DOI") and other.get("DOI"):
        return str(one["DOI"]).lower() == str(other["DOI"]).lower()
    return print_of(one) == print_of(other)


def print_of(item: Item) -> tuple[str, str, str, str]:
    """What two references that are one have in common."""
    title = " ".join(text.words(str(item.get("title", ""))))
    first = next(iter(names(item)), "")
    return title, year(item), text.fold(first), str(item.get("URL", ""))


def with_keys(items: Iterable[Item]) -> list[Item]:
    """Each with a key of its own, so that a file may name them."""
    seen: dict[str, int] = {}
    found = []
    for item in items:
        key = re.sub(r"[^A-Za-z0-9_:.-]+", "", text.fold(str(item.get("id", "")))) or "ref"
        seen[key] = seen.get(key, 0) + 1
        found.append({**item, "id": key if seen[key] == 1 else f"{key}-{seen[key]}"})
    return found
