"""The formats of references, by name; and which one a text is in."""

from collections.abc import Callable
from dataclasses import dataclass

from boucle.after.library.engine import bibtex, csl, ris
from boucle.after.library.engine.items import Item, Reading


@dataclass(frozen=True)
class Format:
    name: str
    label: str
    type: str  # of media
    ending: str  # of a file's name
    read: Callable[[str], Reading]
    write: Callable[[list[Item]], str]


FORMATS = {
    each.name: each
    for each in (
        Format("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", bibtex.read, bibtex.write),
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", ris.read, ris.write),
        Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl.read, csl.write),
    )
}


def guess(text: str) -> Format:
    """By its first signs: an array or an object is JSON, `TY  -` is RIS, the rest is read as BibTeX."""
    start = text.lstrip("\ufeff \n\r\t")
    if start.startswith(("[", "{")):
        return FORMATS["csl"]
    if ris.START.search(text):
        return FORMATS["ris"]
    return FORMATS["bibtex"]


def read(text: str) -> tuple[Format, Reading]:
    """The references of a text, whatever its format; a text without any is refused whole, with its first words."""
    form = guess(text)
    found = form.read(text.lstrip("\ufeff"))
    if not found.entries and not found.refusals:
        found.refuse(1, text, "empty")
    return form, found
