"""A publication as a page on its own (HTML), a PDF, an ODT, an EPUB: each made from the same chapters."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from boucle.after.library.engine.booklet import Booklet, Figure
from boucle.after.library.exports import ebooks, images, texts
from boucle.after.library.models import Sheet
from boucle.after.library.queries import booklets
from boucle.foundation.documents import engine as documents
from boucle.foundation.documents import exports as paper

TEMPLATE = Path(__file__).parents[1] / "templates" / "library" / "paper" / "booklet.typ"
POINTS_A_PIXEL = 72 / 150
WIDEST, HIGHEST = 465.0, 280.0  # points
FORMATS = (("html", "HTML"), ("pdf", "PDF"), ("odt", "ODT"), ("epub", "EPUB"))


@dataclass(frozen=True)
class Document:
    body: bytes
    type: str


def made(sheet: Sheet, name: str) -> Document | None:
    """A session in a format of `FORMATS`; None for another one."""
    return written(booklets.of_session(sheet), name) if name in WRITERS else None


def written(booklet: Booklet, name: str) -> Document:
    write, kind = WRITERS[name]
    return Document(write(booklet), kind)


def html(booklet: Booklet) -> bytes:
    shown = {each.name: documents.Image(each.address, each.width, each.height) for each in booklet.figures}
    chapters = [
        (each.title, documents.markdown(each.text, shown, key=str(number)))
        for number, each in enumerate(booklet.chapters, 1)
    ]
    return render_to_string("library/paper/booklet.html", {"booklet": booklet, "chapters": chapters}).encode()


def pdf(booklet: Booklet) -> bytes:
    content = {
        "title": booklet.title,
        "subtitle": booklet.subtitle,
        "address": booklet.address,
        "licence": booklet.licence,
        "language": booklet.language,
        "words": {
            "contents": _("Contents"),
            "live": _("Kept up to date at"),
            "printed": _("Printed on"),
            "on": booklets.today(),
        },
        "chapters": [
            {"title": each.title, "text": documents.tree(each.text, booklet.by_name), "is-long": each.is_long}
            for each in booklet.chapters
        ],
        "figures": {each.name: figure(each) for each in booklet.figures},
    }
    return paper.pdf(TEMPLATE, content, images.files(booklet))


def figure(figure: Figure) -> dict[str, object]:
    """Its file, its words, and how wide it is printed: 150 pixels an inch, at most the page, at most a third of it
    high."""
    width = min(figure.width * POINTS_A_PIXEL, WIDEST, HIGHEST * figure.width / figure.height)
    return {"file": figure.file, "alt": figure.description, "width": round(width, 1)}


WRITERS: dict[str, tuple[Callable[[Booklet], bytes], str]] = {
    "html": (html, "text/html; charset=utf-8"),
    "pdf": (pdf, "application/pdf"),
    "odt": (texts.odt, "application/vnd.oasis.opendocument.text"),
    "epub": (ebooks.epub, "application/epub+zip"),
}
