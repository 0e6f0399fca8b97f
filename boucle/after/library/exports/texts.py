"""A publication as an OpenDocument text (ISO/IEC 26300), so that people go on writing it."""

import io
from typing import Any

from odfdo import Document, Element, Header, Link, List, ListItem, Paragraph, Span, Style

from boucle.after.library.engine.booklet import Booklet
from boucle.foundation.documents import engine as documents

MARKS = {"strong": "Strong", "em": "Emphasis"}
LOWEST = 2  # the chapter's own level; Markdown's third level comes under it


def odt(booklet: Booklet) -> bytes:
    document = Document("text")
    document.meta.title = booklet.title
    document.meta.language = booklet.language
    for style in (Style("text", name="Strong", bold=True), Style("text", name="Emphasis", italic=True)):
        document.insert_style(style)
    body = document.body
    body.clear()
    body.append(Header(1, booklet.title))
    body.append(Paragraph(booklet.subtitle))
    for chapter in booklet.chapters:
        body.append(Header(LOWEST, chapter.title))
        for each in blocks(documents.tree(chapter.text)):
            body.append(each)
    body.append(Paragraph(f"{booklet.licence} · {booklet.address}"))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def blocks(nodes: list[dict[str, Any]]) -> list[Element]:
    return [made for node in nodes for made in block(node)]


def block(node: dict[str, Any]) -> list[Element]:
    kind = node["kind"]
    if kind == "heading":
        return [Header(node["level"], words(node))]
    if kind in ("bullets", "numbers"):
        return [listed(node)]
    if kind == "quote":
        return blocks(node["children"])
    if kind == "rule":
        return []
    return [paragraph(node)]


def listed(node: dict[str, Any]) -> Element:
    made = List()
    for item in node["children"]:
        row = ListItem()
        for each in blocks(item["children"]):
            row.append(each)
        made.append(row)
    return made


def paragraph(node: dict[str, Any]) -> Element:
    made = Paragraph()
    for each in node.get("children") or [node]:
        inline(made, each)
    return made


def inline(into: Element, node: dict[str, Any]) -> None:
    """Appends words, marks and links at the end of a paragraph or of a mark."""
    kind = node["kind"]
    if kind == "break":
        into.append(Element.from_tag("text:line-break"))
    elif kind == "link":
        into.append(Link(node["href"], text=words(node)))
    elif kind in MARKS:
        into.append(Span(words(node), style=MARKS[kind]))
    elif "children" in node:
        for each in node["children"]:
            inline(into, each)
    else:
        into.append(node.get("text", ""))


def words(node: dict[str, Any]) -> str:
    return str(node.get("text", "")) + "".join(words(each) for each in node.get("children", []))
