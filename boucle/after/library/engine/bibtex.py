"""BibTeX in and out (O. Patashnik, 1988, with the fields of BibLaTeX that people use), by bibtexparser."""

import logging
from typing import Any

from bibtexparser import middlewares, model
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library

from boucle.after.library.engine import bibtex_words as known
from boucle.after.library.engine import items, latex
from boucle.after.library.engine.items import Item, Reading
from boucle.after.library.engine.latex import plain

# It says on the log, in its own words, what this module says to the person who imports.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(text: str) -> Reading:
    """The references of a BibTeX file; entries that cannot be read are set aside, each with its line, the rest is
    taken."""
    found = Reading()
    library = parse_string(text, append_middleware=decoding())
    lines = text.splitlines()
    for block in library.blocks:
        take(found, block, lines)
    return found


def decoding() -> list[Any]:
    """LaTeX is read first, then people are told apart."""
    return [
        latex.Decoding(),
        middlewares.SeparateCoAuthors(name_fields=known.NAMES),
        middlewares.SplitNameParts(name_fields=known.NAMES),
    ]


def take(found: Reading, block: model.Block, lines: list[str]) -> None:
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
        found.refuse(line, whole(lines, line), "name")
    elif isinstance(block, model.ParsingFailedBlock) or (isinstance(block, model.ImplicitComment) and "@" in raw):
        found.refuse(line, whole(lines, line), "syntax")


def whole(lines: list[str], line: int) -> str:
    """A broken entry as it stands in the file, to the next one: the reader stops where it no longer understands."""
    rest = lines[line:]
    end = next((place for place, each in enumerate(rest) if each.lstrip().startswith("@")), len(rest))
    return "\n".join([lines[line - 1], *rest[:end]])


def decoded(entry: model.Entry) -> model.Entry:
    """An entry that the reader set aside for its key, read like the others."""
    library = Library([entry])
    for middleware in [middlewares.RemoveEnclosingMiddleware(), *decoding()]:
        library = middleware.transform(library)
    return library.entries[0] if library.entries else entry


def item(entry: model.Entry) -> Item:
    values = {name.lower(): field.value for name, field in entry.fields_dict.items()}
    made: Item = {"id": entry.key, "type": csl_type(entry.entry_type.lower(), values)}
    for name, csl in known.FIELDS.items():
        if values.get(name):
            made.setdefault(csl, plain(values[name]))
    for name in values.keys() & {known.OWN + each for each in items.LINES}:
        made[name.removeprefix(known.OWN)] = plain(values[name])
    for role in known.NAMES:
        if values.get(role):
            made[role] = [person(each) for each in listed(values[role])]
    made["issued"] = issued(values)
    for csl, name in (("accessed", "urldate"), ("event-date", "eventdate")):
        if values.get(name):
            made[csl] = plain(values[name])
    if "language" in made:
        made["language"] = known.LANGUAGES.get(made["language"].lower(), made["language"])
    return made


def csl_type(name: str, values: dict[str, Any]) -> str:
    own = plain(values.get(known.OWN + "type", ""))
    if own in items.TYPES:
        return own
    if name == "misc" and values.get("url"):
        return "webpage"
    return known.CSL_TYPES.get(name, "document")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def person(name: Any) -> Item:
    if not isinstance(name, middlewares.NameParts):
        return items.person(plain(name))
    given, family = plain(" ".join(name.first)), plain(" ".join([*name.von, *name.last]))
    if not given:
        return {"literal": family}
    suffix = plain(" ".join(name.jr))
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


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
    kind = known.BIBTEX_TYPES.get(item["type"], "misc")
    fields = {known.OUT[name]: str(item[name]) for name in known.OUT if item.get(name)}
    if item.get("container-title"):
        fields["booktitle" if item["type"] in known.IN_BOOK else "journal"] = item["container-title"]
    if item.get("page"):
        fields["pages"] = item["page"]
    rest = items.LINES - known.OUT.keys() - {"container-title", "page"}
    fields |= {known.OWN + name: str(item[name]) for name in sorted(rest) if item.get(name)}
    if csl_type(kind, fields) != item["type"]:
        fields[known.OWN + "type"] = item["type"]
    written = {name: value if name in known.VERBATIM else latex.encoded(value) for name, value in fields.items()}
    written |= {role: " and ".join(map(told, item[role])) for role in known.NAMES if item.get(role)} | dates(item)
    return model.Entry(kind, item["id"], [model.Field(name, value) for name, value in written.items()])


def dates(item: Item) -> dict[str, str]:
    """Year and month as BibTeX has them; the whole day, which it has not, as BibLaTeX does."""
    parts = items.parts_of(item, "issued")
    found = {"year": f"{parts[0]:04}"} if parts else {}
    if len(parts) > 1:
        found["month"] = str(parts[1])
    if len(parts) > 2:
        found["date"] = items.iso(parts)
    for csl, name in (("accessed", "urldate"), ("event-date", "eventdate")):
        if item.get(csl):
            found[name] = items.iso(items.parts_of(item, csl))
    return found


def told(name: Item) -> str:
    """`von Family, Jr, Given`; an organisation, and a family whose words LaTeX would take apart, keep together by
    braces."""
    if name.get("literal"):
        return f"{{{latex.encoded(name['literal'])}}}"
    particle, family = name.get("non-dropping-particle", ""), name["family"]
    whole = f"{particle} {family}".strip()
    parts = [whole if is_plain(particle.title()) and is_plain(family) else f"{{{latex.encoded(whole)}}}"]
    return ", ".join([*parts, *(f"{{{latex.encoded(name[each])}}}" for each in ("suffix", "given") if name.get(each))])


def is_plain(family: str) -> bool:
    """Words with a capital, without a sign of LaTeX, a comma or an `and`."""
    return "--" not in family and all(word[0].isupper() and word.replace("-", "").isalpha() for word in family.split())
