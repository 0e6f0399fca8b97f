"""A publication as an OpenDocument text (ISO/IEC 26300), so that people go on writing it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from odfdo import Document, Element, Frame, Header, Link, List, ListItem, Paragraph, Span, Style

from boucle.after.library.engine.booklet import Booklet, Figure
from boucle.after.library.exports import images
from boucle.foundation.documents import engine as documents

MARKS = {"strong": "Strong", "em": "Emphasis"}
CENTIMETRES_A_PIXEL, WIDEST = 2.54 / 150, 16.0  # centimetres
LOWEST = 2  # the chapter's own level; Markdown's third level comes under it


def odt(booklet: Booklet) -> bytes:
    document = Document("text")
    document.meta.title = booklet.title
    document.meta.language = booklet.language
    for style in (Style("text", name="Strong", bold=True), Style("text", name="Emphasis", italic=True)):
        document.insert_style(style)
    writer = Writer(frames(document, booklet))
    body = document.body
    body.clear()
    body.append(Header(1, booklet.title))
    body.append(Paragraph(booklet.subtitle))
    for chapter in booklet.chapters:
        body.append(Header(LOWEST, chapter.title))
        for each in writer.blocks(documents.tree(chapter.text, booklet.by_name)):
            body.append(each)
    body.append(Paragraph(f"{booklet.licence} · {booklet.address}"))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def frames(document: Document, booklet: Booklet) -> dict[str, "Framed"]:
    """Each picture in the file, as large as it is on paper."""
    files = images.files(booklet)
    return {each.name: Framed(each, document.add_file(io.BytesIO(files[each.file]))) for each in booklet.figures}


@dataclass(frozen=True)
class Framed:
    """A picture, and where it stands in the file."""

    figure: Figure
    uri: str

    def frame(self) -> Frame:
        width = min(self.figure.width * CENTIMETRES_A_PIXEL, WIDEST)
        height = width * self.figure.height / self.figure.width
        made = Frame.image_frame(self.uri, size=(f"{width:.2f}cm", f"{height:.2f}cm"), anchor_type="as-char")
        described = Element.from_tag("svg:desc")
        described.text = self.figure.description
        made.append(described)
        return made


@dataclass(frozen=True)
class Writer:
    """Nodes of a text as elements of the document."""

    framed: Mapping[str, Framed]

    def blocks(self, nodes: list[dict[str, Any]]) -> list[Element]:
        return [made for node in nodes for made in self.block(node)]

    def block(self, node: dict[str, Any]) -> list[Element]:
        kind = node["kind"]
        if kind == "heading":
            return [Header(node["level"], words(node))]
        if kind in ("bullets", "numbers"):
            return [self.listed(node)]
        if kind == "quote":
            return self.blocks(node["children"])
        if kind == "rule":
            return []
        return [self.paragraph(node)]

    def listed(self, node: dict[str, Any]) -> Element:
        made = List()
        for item in node["children"]:
            row = ListItem()
            for each in self.blocks(item["children"]):
                row.append(each)
            made.append(row)
        return made

    def paragraph(self, node: dict[str, Any]) -> Element:
        made = Paragraph()
        for each in node.get("children") or [node]:
            self.inline(made, each)
        return made

    def inline(self, into: Element, node: dict[str, Any]) -> None:
        """Appends words, marks, links and pictures at the end of a paragraph or of a mark."""
        kind = node["kind"]
        if kind == "image":
            into.append(self.framed[node["name"]].frame())
        elif kind == "break":
            into.append(Element.from_tag("text:line-break"))
        elif kind == "link":
            into.append(Link(node["href"], text=words(node)))
        elif kind in MARKS:
            into.append(Span(words(node), style=MARKS[kind]))
        elif "children" in node:
            for each in node["children"]:
                self.inline(into, each)
        else:
            into.append(node.get("text", ""))


def words(node: dict[str, Any]) -> str:
    return str(node.get("text", "")) + "".join(words(each) for each in node.get("children", []))
