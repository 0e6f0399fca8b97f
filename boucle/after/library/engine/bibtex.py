"""BibTeX in and out (O. Patashnik, 1988, with the fields of BibLaTeX that people use), by bibtexparser."""

import logging
import re
from typing import Any

from bibtexparser import middlewares, model
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library

from boucle.after.library.engine import items
from boucle.after.library.engine.items import Item, Reading

# It says on the log, in its own words, what this module says to the person who imports.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
BIBTEX_TYPES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
}
FIELDS = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "language": "language",
    "langid": "language",
    "edition": "edition",
    "series": "collection-title",
    "keywords": "keyword",
}
LANGUAGES = {"french": "fr", "francais": "fr", "français": "fr", "english": "en", "german": "de", "dutch": "nl"}
IN_BOOK = {"chapter", "paper-conference"}
OUT = {
    "title": "title",
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "issue": "number",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "language": "language",
    "edition": "edition",
    "collection-title": "series",
    "keyword": "keywords",
}


def read(text: str) -> Reading:
    """The references of a BibTeX file; entries that cannot be read are set aside, each with its line, the rest is
    taken."""
    found = Reading()
    library = parse_string(text, append_middleware=decoding())
    for block in library.blocks:
        take(found, block)
    return found


def decoding() -> list[Any]:
    """LaTeX is read first; its braces stay, for they keep the words of an organisation together."""
    latex = middlewares.LatexDecodingMiddleware(keep_braced_groups=True)
    return [latex, middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]


def take(found: Reading, block: model.Block) -> None:
    line = (block.start_line or 0) + 1
    raw = str(block.raw or "")
    if isinstance(block, model.Entry):
        found.take(line, item(block), raw)
    elif isinstance(block, model.DuplicateBlockKeyBlock):
        # The same key for another work is an oversight of whoever typed it: the work is not lost.
        again = block.ignore_error_block
        if isinstance(again, model.Entry):
            found.take(line, item(decoded(again)), raw)
    elif isinstance(block, model.MiddlewareErrorBlock):
        found.refuse(line, raw, "name")
    elif isinstance(block, model.ParsingFailedBlock) or (isinstance(block, model.ImplicitComment) and "@" in raw):
        found.refuse(line, raw, "syntax")


def decoded(entry: model.Entry) -> model.Entry:
    """An entry that the reader set aside for its key, read like the others."""
    library = Library([entry])
    for middleware in [middlewares.RemoveEnclosingMiddleware(), *decoding()]:
        library = middleware.transform(library)
    return library.entries[0] if library.entries else entry


def item(entry: model.Entry) -> Item:
    values = {name.lower(): field.value for name, field in entry.fields_dict.items()}
    made: Item = {"id": entry.key, "type": csl_type(entry.entry_type.lower(), values)}
    for name, csl in FIELDS.items():
        if values.get(name):
            made.setdefault(csl, plain(values[name]))
    for role in ("author", "editor"):
        if values.get(role):
            made[role] = [person(each) for each in listed(values[role])]
    made["issued"] = issued(values)
    if values.get("urldate"):
        made["accessed"] = plain(values["urldate"])
    if "language" in made:
        made["language"] = LANGUAGES.get(made["language"].lower(), made["language"][:5])
    made["page"] = re.sub(r"--?|–", "-", made.get("page", ""))
    return made


def csl_type(name: str, values: dict[str, Any]) -> str:
    if name == "misc" and values.get("url"):
        return "webpage"
    return CSL_TYPES.get(name, "document")


def plain(value: Any) -> str:
    """Braces keep the capitals of a title in LaTeX; here they say nothing."""
    return re.sub(r"[{}]", "", str(value)).strip()


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def person(name: Any) -> Item:
    if not isinstance(name, middlewares.NameParts):
        return items.person(plain(name))
    given, family = plain(" ".join(name.first)), plain(" ".join(name.last))
    if not given:
        return {"literal": plain(" ".join([*name.von, *name.last]))}
    made = {"family": family, "given": given}
    return made | ({"non-dropping-particle": " ".join(name.von)} if name.von else {})


def issued(values: dict[str, Any]) -> Any:
    if values.get("date"):
        return plain(values["date"])
    month = plain(values.get("month", "")).lower()[:3]
    number = items.MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    year = plain(values.get("year", ""))
    return f"{year}-{number:02}" if number and len(year) == 4 else year


def write(given: list[Item]) -> str:
    """A BibTeX file of these references, in their order."""
    library = Library([entry(each) for each in items.with_keys(given)])
    return str(write_string(library))


def entry(item: Item) -> model.Entry:
    kind = BIBTEX_TYPES.get(item["type"], "misc")
    fields = {OUT[name]: str(item[name]) for name in OUT if item.get(name)}
    if item.get("container-title"):
        fields["booktitle" if item["type"] in IN_BOOK else "journal"] = item["container-title"]
    if item.get("page"):
        fields["pages"] = item["page"].replace("-", "--")
    for role in ("author", "editor"):
        if item.get(role):
            fields[role] = " and ".join(told(name) for name in item[role])
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    if parts:
        fields["year"] = str(parts[0])
    if len(parts) > 1:
        fields["month"] = str(parts[1])
    return model.Entry(kind, item["id"], [model.Field(name, braced(value)) for name, value in fields.items()])


def told(name: Item) -> str:
    """An organisation keeps its words together by braces."""
    return f"{{{name['literal']}}}" if name.get("literal") else items.name_words(name)


def braced(value: str) -> str:
    """Braces must come in pairs inside a field."""
    is_even = value.count("{") == value.count("}")
    return value if is_even else re.sub(r"[{}]", "", value)
