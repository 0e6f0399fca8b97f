"""Markdown to safe HTML, plain text and plain data (CommonMark 0.31 by markdown-it-py, cleaned by nh3); QR codes as one
path, or as a picture."""

import html
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nh3
import segno
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
    "sup",
    "section",
}
LINE_TAGS = {"strong", "em", "s", "a", "code"}
# Ids are ours alone: typed HTML stays text, so that nobody writes one.
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "ol": {"start"},
    "li": {"id"},
    "section": {"class"},
    "img": {"src", "alt", "width", "height", "loading"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
NBSP = "\u00a0"
BEFORE_SIGN = re.compile(r" (?=[;:!?»](?:[\s<]|$))")
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|pre)>|<br>|<hr>")
NOTE_SIGN = re.compile(r"<sup>.*?</sup>|\u21a9\ufe0e")  # the call of a footnote, and the way back from it
HEADING = re.compile(r"<(/?)h([1-6])>")
HIGHEST_HEADING, DEEPEST_HEADING = 3, 6
AS_TEXT = {"text": "text", "code_inline": "code", "code_block": "pre", "fence": "pre"}
AS_GROUP = {
    "paragraph": "paragraph",
    "bullet_list": "bullets",
    "list_item": "item",
    "blockquote": "quote",
    "strong": "strong",
    "em": "em",
    "s": "struck",
    "footnote": "item",
}
AS_SIGN = {"softbreak": "break", "hardbreak": "break", "hr": "rule"}


@dataclass(frozen=True)
class Image:
    """A picture that a text may show: its address here, and its size in pixels."""

    address: str
    width: int
    height: int


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """HTML stays text; a single line feed starts a new line, as people who type on a telephone expect."""
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough"])
    return made.use(footnote_plugin)


def markdown(text: str, images: Mapping[str, Image] | None = None, key: str = "") -> str:
    """Safe HTML, with the spaces of French that do not break. The highest heading becomes h3, whatever level it was
    given: pages keep h1 and h2, and none is skipped.

    `images`: those that the text may show, by the name that it gives them; any other stays as its words. `key`: sets
    the footnotes of one text of a page apart from those of another.
    """
    environment = {"docId": key} if key else {}
    tokens = parser().parse(text, environment)
    for token in tokens:
        place_images(token.children or [], images or {})
    rendered = parser().renderer.render(tokens, parser().options, environment)
    highest = min((int(found[2]) for found in HEADING.finditer(rendered)), default=1)
    return clean(
        HEADING.sub(lambda found: lowered(found, HIGHEST_HEADING - highest), rendered),
        TAGS | {"img"} if images else TAGS,
    )


def place_images(tokens: list[Token], images: Mapping[str, Image]) -> None:
    """Each image gets its address and its size, or becomes the words that describe it."""
    for token in tokens:
        if token.type != "image":
            continue
        known = images.get(str(token.attrGet("src")))
        if known is None:
            token.type, token.tag = "text", ""
            continue
        token.attrSet("src", known.address)
        token.attrs |= {"width": str(known.width), "height": str(known.height), "loading": "lazy"}


def markdown_line(text: str) -> str:
    """Safe HTML of one sentence, without a block around it."""
    return clean(parser().renderInline(text), LINE_TAGS)


def plain(text: str) -> str:
    """The words of a Markdown text, on one line."""
    bare = nh3.clean(BLOCK_END.sub(" ", NOTE_SIGN.sub("", markdown(text))), tags=set())
    return " ".join(html.unescape(bare).split())


def tree(text: str, images: Collection[str] = ()) -> list[dict[str, Any]]:
    """A Markdown text as plain data, for what sets type: each node has a `kind`, and `text` or `children`; a heading
    its `level`, a list of numbers its `start`, a link its `href`. What is not known there stays as words.

    `images`: names of the pictures that the document holds; one that the text shows has its `name` beside its words.
    """
    return nodes(SyntaxTreeNode(parser().parse(text)).children, images)


def nodes(found: list[SyntaxTreeNode], images: Collection[str]) -> list[dict[str, Any]]:
    return [made for each in found for made in node(each, images)]


def node(found: SyntaxTreeNode, images: Collection[str]) -> list[dict[str, Any]]:
    if found.type in AS_TEXT:
        return [{"kind": AS_TEXT[found.type], "text": found.content}] if found.content else []
    if found.type in AS_SIGN:
        return [{"kind": AS_SIGN[found.type]}]
    if found.type == "footnote_ref":
        return [{"kind": "text", "text": f"[{found.meta['id'] + 1}]"}]
    if found.type == "footnote_anchor":
        return []
    children = nodes(found.children, images)
    if found.type == "image" and found.attrs.get("src") in images:
        return [{"kind": "image", "name": str(found.attrs["src"]), "children": children}]
    if found.type == "footnote_block":
        return [{"kind": "numbers", "start": 1, "children": children}]
    if found.type == "ordered_list":
        return [{"kind": "numbers", "start": int(found.attrs.get("start", 1)), "children": children}]
    if found.type in AS_GROUP:
        return [{"kind": AS_GROUP[found.type], "children": children}]
    if found.type == "heading":
        return [{"kind": "heading", "level": int(found.tag[1]), "children": children}]
    if found.type == "link" and urlsplit(href := str(found.attrs.get("href", ""))).scheme in SCHEMES:
        return [{"kind": "link", "href": href, "children": children}]
    return children


def summary(text: str, most: int = 160) -> str:
    """The first words of a Markdown text: at most `most` signs, cut between words, with `…` when cut."""
    words = plain(text)
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def lowered(heading: re.Match[str], levels: int) -> str:
    return f"<{heading[1]}h{min(DEEPEST_HEADING, int(heading[2]) + levels)}>"


def clean(rendered: str, tags: set[str]) -> str:
    safe = nh3.clean(
        rendered,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
        strip_comments=True,
    )
    return BEFORE_SIGN.sub(NBSP, safe.replace("« ", f"«{NBSP}"))


def qr_path(address: str) -> tuple[int, str]:
    """Side in modules, quiet zone included, and the path that draws an address (ISO/IEC 18004, level M)."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, svgns=False)
    root = ElementTree.fromstring(drawn.getvalue())
    path = next(root.iter("path"))
    return int(root.attrib["width"]), path.attrib["d"]


def qr_picture(address: str) -> str:
    """The same as an SVG file, black on white."""
    side, path = qr_path(address)
    box = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
    return f'{box}<path stroke="#000" d="{path}"/></svg>'
