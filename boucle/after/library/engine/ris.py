"""RIS in and out (the tagged format of Research Information Systems), by rispy."""

import re
from typing import Any

import rispy

from boucle.after.library.engine import items
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
    "ISSN": ("issn",),
    "language": ("language",),
    "edition": ("edition",),
}


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
    for csl, names in READ.items():
        said = next((values[name] for name in names if values.get(name)), "")
        if said:
            made[csl] = said
    people = values.get("authors") or values.get("first_authors") or []
    made["author"] = [items.person(each) for each in people]
    made["page"] = "-".join(filter(None, (values.get("start_page"), values.get("end_page"))))
    made["issued"] = (values.get("date") or values.get("year") or values.get("publication_year") or "").rstrip("/")
    made["accessed"] = values.get("access_date", "")
    made["URL"] = next(iter(values.get("urls") or []), "")
    made["keyword"] = ", ".join(values.get("keywords") or [])
    made["id"] = made["id"] or key(made)
    return made


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
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    made = {
        "type_of_reference": RIS_TYPES.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item.get("title"),
        "authors": items.names(item),
        "year": str(parts[0]) if parts else "",
        "date": "/".join(f"{part:02}" for part in parts) if len(parts) > 1 else "",
        "start_page": first,
        "end_page": last,
        "urls": [item["URL"]] if item.get("URL") else [],
        "keywords": [word.strip() for word in str(item.get("keyword", "")).split(",") if word.strip()],
    }
    made |= {names[0]: item.get(csl) for csl, names in READ.items() if csl not in {"title", "container-title"}}
    made["journal_name" if item["type"].startswith("article") else "secondary_title"] = item.get("container-title")
    return {name: value for name, value in made.items() if value}
