"""RIS in and out (the tagged format of Research Information Systems), by rispy."""

import re
from typing import Any

import rispy

from boucle.after.library.engine import items, names
from boucle.after.library.engine.items import Item, Reading

CSL_TYPES = {
    "ART": "article",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "GEN": "document",
    "GOVDOC": "report",
    "JFULL": "periodical",
    "JOUR": "article-journal",
    "MAP": "map",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "RPRT": "report",
    "STAND": "standard",
    "THES": "thesis",
    "UNPB": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
RIS_TYPES = {csl: ris for ris, csl in reversed(CSL_TYPES.items())} | {"article-journal": "JOUR", "report": "RPRT"}
END = re.compile(r"^ER  ?-.*$", re.MULTILINE)
START = re.compile(r"^TY  ?-", re.MULTILINE)
READ = {
    "title": ("title", "primary_title"),
    "container-title": ("journal_name", "secondary_title", "alternate_title3"),
    "publisher": ("publisher",),
    "publisher-place": ("place_published",),
    "volume": ("volume",),
    "issue": ("number",),
    "DOI": ("doi",),
    "language": ("language",),
    "edition": ("edition",),
    "collection-title": ("tertiary_title",),
    "archive": ("name_of_database",),
}
PEOPLE = {"author": "authors", "editor": "secondary_authors", "translator": "subsidiary_authors"}
DATES = {"issued": "date", "accessed": "access_date"}
OWN = "csl-"  # begins a note that holds what RIS has no tag for: `csl-genre: working paper`
NOTE = re.compile(rf"^{OWN}([a-zA-Z-]+): (.+)$")
ISBN_DIGITS = 10  # at least; an ISSN has eight


class Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy carries no types
    """Without the number that rispy writes above each record."""

    def set_header(self, count: int) -> str:
        return ""


def read(text: str) -> Reading:
    """The references of a RIS file, one by one: a record that cannot be read is set aside, the rest is taken."""
    found = Reading()
    begins = 0
    for end in [*(match.end() for match in END.finditer(text)), len(text)]:
        record, line = text[begins:end], text.count("\n", 0, begins) + 1
        if record.strip():
            take(found, record, line + len(record) - len(record.lstrip("\n")))
        begins = end
    return found


def take(found: Reading, record: str, line: int) -> None:
    start = START.search(record)
    body = record[start.start() :] if start else ""
    if not body or not END.search(body):
        found.refuse(line, record, "syntax")
        return
    try:
        read_fields = rispy.loads(body, skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError):
        found.refuse(line, record, "syntax")
        return
    for values in read_fields:
        found.take(line, item(values), body)


def item(values: dict[str, Any]) -> Item:
    made: Item = {"id": values.get("id") or "", "type": CSL_TYPES.get(values.get("type_of_reference", ""), "document")}
    for csl, tags in READ.items():
        said = next((values[name] for name in tags if values.get(name)), "")
        if said:
            made[csl] = said
    for role, name in PEOPLE.items():
        made[role] = [items.person(each) for each in values.get(name) or []]
    made["author"] = made["author"] or [items.person(each) for each in values.get("first_authors") or []]
    made["page"] = "-".join(filter(None, (values.get("start_page"), values.get("end_page"))))
    made["issued"] = (values.get("date") or values.get("year") or values.get("publication_year") or "").rstrip("/")
    made["accessed"] = values.get("access_date", "")
    made["URL"] = next(iter(values.get("urls") or []), "")
    made["keyword"] = ", ".join(values.get("keywords") or [])
    number = values.get("issn") or ""
    made[number_name(number)] = number
    read_notes(made, values.get("notes") or [])
    made["id"] = made["id"] or key(made)
    return made


def read_notes(made: Item, notes: list[str]) -> None:
    """Those that hold what RIS has no tag for, then the others as one."""
    plain = []
    for note in notes:
        own = NOTE.match(note)
        name = own[1] if own else ""
        if own and name in items.NAMES:
            made[name] = [*(made.get(name) or []), items.person(own[2])]
        elif own and (name in items.LINES | items.DATES or name == "type"):
            made[name] = own[2]
        else:
            plain.append(note)
    made["note"] = made.get("note") or " ".join(plain)


def number_name(number: str) -> str:
    """One tag holds both: an ISBN is longer."""
    return "ISBN" if sum(sign.isdigit() for sign in number) >= ISBN_DIGITS else "ISSN"


def key(made: Item) -> str:
    """Records often have no key: the first author and the year make one."""
    people: list[Item] = made.get("author") or [{}]
    first = people[0]
    return f"{first.get('family') or first.get('literal') or 'ref'}{str(made['issued'])[:4]}".replace(" ", "")


def write(given: list[Item]) -> str:
    """A RIS file of these references, in their order."""
    return str(rispy.dumps([fields(each) for each in items.with_keys(given)], implementation=Writer)).lstrip()


def fields(item: Item) -> dict[str, Any]:
    first, _dash, last = str(item.get("page", "")).partition("-")
    parts = items.parts_of(item, "issued")
    made = {
        "type_of_reference": RIS_TYPES.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item.get("title"),
        "year": f"{parts[0]:04}" if parts else "",
        "date": items.iso(parts, "/") if len(parts) > 1 else "",
        "access_date": items.iso(items.parts_of(item, "accessed"), "/"),
        "start_page": first,
        "end_page": last,
        "urls": [item["URL"]] if item.get("URL") else [],
        "keywords": [word.strip() for word in str(item.get("keyword", "")).split(",") if word.strip()],
        "issn": next((item[name] for name in ("ISSN", "ISBN") if has_number(item, name)), ""),
    }
    made |= {name: people(item, role) for role, name in PEOPLE.items()}
    made |= {tags[0]: item.get(csl) for csl, tags in READ.items() if csl not in {"title", "container-title"}}
    made["journal_name" if item["type"].startswith("article") else "secondary_title"] = item.get("container-title")
    made["notes"] = notes(item)
    return {name: value for name, value in made.items() if value}


def people(item: Item, role: str) -> list[str]:
    """An organisation whose name holds a comma ends with one: the rest would be taken for its first name."""
    return [
        f"{each['literal']}," if "," in each.get("literal", "") else names.written(each) for each in item.get(role, [])
    ]


def has_number(item: Item, name: str) -> bool:
    return bool(item.get(name)) and number_name(item[name]) == name


def notes(item: Item) -> list[str]:
    """What has no tag, each in a note of its own."""
    told = {*READ, *PEOPLE, *DATES, "page", "URL", "keyword", "note"}
    number = next((name for name in ("ISSN", "ISBN") if has_number(item, name)), "")
    lines = sorted((items.LINES - told - {number}) & item.keys())
    found = [f"{OWN}{name}: {item[name]}" for name in lines]
    found += [f"{OWN}{role}: {name}" for role in sorted(items.NAMES - told) for name in people(item, role)]
    found += [
        f"{OWN}{name}: {items.iso(items.parts_of(item, name))}" for name in sorted(items.DATES - told & item.keys())
    ]
    if CSL_TYPES.get(RIS_TYPES.get(item["type"], "GEN"), "document") != item["type"]:
        found.append(f"{OWN}type: {item['type']}")
    return [*found, *([item["note"]] if item.get("note") else [])]
