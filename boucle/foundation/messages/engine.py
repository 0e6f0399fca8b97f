"""From one plain text to a mail: its subject, its HTML twin, and how long to wait after a failure."""

import re
from datetime import timedelta
from html import escape

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 16  # about two days
LINK = re.compile(r"https?://[^\s<>]+")


def split(text: str) -> tuple[str, str]:
    """The subject (first line) and the body of a rendered template."""
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"


def html(body: str) -> str:
    """The same words as HTML: paragraphs, and links that can be clicked. Everything else is escaped."""
    blocks = [block for block in body.strip().split("\n\n") if block.strip()]
    return "\n".join(f"<p>{linked(block)}</p>" for block in blocks)


def linked(block: str) -> str:
    parts, end = [], 0
    for found in LINK.finditer(block):
        address = escape(found.group())
        parts += [escape(block[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, escape(block[end:])]).replace("\n", "<br>\n")


def wait(attempts: int) -> timedelta | None:
    """How long to wait after that many failures: one minute, then twice as long each time; None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << max(0, attempts - 1)))
