"""Addresses in a text: between angle brackets, bare, or without their scheme."""

import re
from dataclasses import dataclass

ENDINGS = "fr|org|com|net|eu|be|ch|ca|io|info|xyz|co|gouv|edu|int"
LINK = re.compile(
    r"<(?P<marked>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>]+)"
    rf"|(?<![\w@/.:-])(?P<short>(?:www\.)?(?:[a-z0-9-]+\.)+(?:{ENDINGS})\b(?:/[^\s<>]*)?)(?![\w@])",
    re.IGNORECASE,
)
AFTER = ".,;:!?»”\"'"
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Link:
    address: str  # with its scheme
    had_scheme: bool


def found(text: str) -> list[Link]:
    """Every address of a text, in its order, as often as it stands there."""
    return [link(match) for match in LINK.finditer(text)]


def link(match: re.Match[str]) -> Link:
    if match["marked"]:
        return Link(match["marked"], True)
    if match["bare"]:
        return Link(trimmed(match["bare"]), True)
    return Link(f"https://{trimmed(match['short'])}", False)


def trimmed(address: str) -> str:
    """Without the signs of the sentence that follow it; a closing bracket stays when it was opened in it."""
    while address and (address[-1] in AFTER or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def marked(text: str) -> str:
    """The same text as Markdown that shows each address as a link."""

    def mark(match: re.Match[str]) -> str:
        made = link(match).address
        rest = "" if match["marked"] else match[0][len(trimmed(match[0])) :]
        return f"<{made}>{rest}"

    return LINK.sub(mark, text)


def without(text: str) -> str:
    """The same text without its addresses."""
    return LINK.sub("", text)


def without_mails(text: str, instead: str) -> str:
    """E-mail addresses are somebody's: they stay where they were read."""
    return MAIL.sub(instead, text)
