"""Where a page begins: opaque, sealed, and of use with the same order only."""

import base64
import binascii
from dataclasses import dataclass

import orjson
from django.utils import crypto

from boucle.commons.search import engine

SEAL = 9  # bytes: a forged one is only a page that begins elsewhere
LONGEST = 4000


@dataclass(frozen=True)
class Cursor:
    """The row beside which a page begins: `key` is what the order compares (rank, score or decimetres)."""

    sort: str
    key: int
    id: int
    is_back: bool = False  # the page ends before it, instead of beginning after it
    groups: tuple[engine.Group, ...] = ()  # how the words of the question were understood on the first page


def write(cursor: Cursor) -> str:
    words = [[list(word) for word in group] for group in cursor.groups]
    body = orjson.dumps([cursor.sort, cursor.key, cursor.id, int(cursor.is_back), words])
    return base64.urlsafe_b64encode(seal(body) + body).decode().rstrip("=")


def read(value: str) -> Cursor | None:
    """None for what Boucle did not write itself."""
    if len(value) > LONGEST or not value.isascii():
        return None
    try:
        sealed = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (binascii.Error, ValueError):
        return None
    mark, body = sealed[:SEAL], sealed[SEAL:]
    if not crypto.constant_time_compare(mark, seal(body)):
        return None
    sort, key, id_, is_back, words = orjson.loads(body)
    groups = tuple(tuple(engine.Word(*word) for word in group) for group in words)
    return Cursor(sort, key, id_, bool(is_back), groups)


def seal(body: bytes) -> bytes:
    return crypto.salted_hmac("search.cursor", body, algorithm="sha256").digest()[:SEAL]
