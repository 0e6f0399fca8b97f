"""Words, weights and addresses of the search, on plain values."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from boucle.foundation.core import text, tiles

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
MOST_WORDS = 12  # of a question that are looked up
SHORTEST_MISTYPED = 4  # under that, one letter makes another word
SHORTEST_PLURAL, KEPT_PLURALS = 4, ("as", "is", "os", "us", "eux", "oux")
APPROXIMATE = 1 << 50  # added to the tile of a contribution that only says its commune
NOWHERE = -1
NO_LANE = -1  # nothing stands in it
FARTHEST = 1 << 40  # decimetres: beyond every place, for what has none
COLUMN_BITS = 0x555555555555  # of a tile: its column, spread; comparing the masked numbers compares the columns
ROW_BITS = COLUMN_BITS << 1
KINDS = 100  # numbers of kinds stay under it

# Okapi BM25 (Robertson and Zaragoza, 2009) over weighted fields. The usual length is a constant, and rarity a whole
# number of bits, so that what is published between two pages does not move the rows that are already there.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.6, 60
TITLE_WEIGHT, REST_WEIGHT = 4, 1
FUSION = 60  # the constant of the paper: how little the first rank weighs more than the next ones


class Word(NamedTuple):
    """One way to say a word of the question, and what it is worth (thousandths)."""

    stem: str
    weight: int


Group = tuple[Word, ...]  # the ways to say one word of the question


def lane(kind_number: int, situation_id: int = 0) -> int:
    """A kind in public (0), or in one situation: what an exercise brings is only ever in its situation's lane."""
    return situation_id * KINDS + kind_number


def is_public(lane_: int) -> bool:
    return lane_ < KINDS


def shelf_tile(tile: int | None, commune: tuple[float, float] | None) -> int:
    """Where a contribution is found: its own tile, the middle of its commune marked as approximate, or nowhere."""
    if tile is not None:
        return tile
    return APPROXIMATE + tiles.encode(*commune) if commune else NOWHERE


def address_word(lane_: int, territory_id: int) -> str:
    """An address as a word that nobody can type: typed words hold no underscore."""
    return f"_l{lane_}t{territory_id}"


def theme_word(theme_id: int) -> str:
    return f"_h{theme_id}"


def local_ending(lane_: int, territory_id: int) -> str:
    """What makes a stem the stem of one region or department: few of the fiches that say it say it there."""
    return f"_{lane_}r{territory_id}"


def typed_words(question: str) -> list[str]:
    """The telling words of a question, once each, in order."""
    found = WORD.findall(text.clean_line(question[:1000]).lower().replace("œ", "oe").replace("æ", "ae"))
    telling = [word for word in dict.fromkeys(found) if text.fold(word) not in text.STOP_WORDS]
    return [word for word in telling if len(word) <= LONGEST_WORD][:MOST_WORDS]


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """The stems under which a word is kept: with its accents, as typed by whoever leaves them out, and without the
    mark of the plural that the stemmer keeps (vélos, infos, taxis, lieux). None for a word that tells nothing."""
    if text.fold(word) in text.STOP_WORDS:
        return ()
    found = [text.stem(word), text.stem(text.fold(word))]
    found += [stem[:-1] for stem in found if len(stem) >= SHORTEST_PLURAL and stem.endswith(KEPT_PLURALS)]
    return tuple(dict.fromkeys(stem[:LONGEST_WORD] for stem in found if stem))


def document_stems(value: str) -> str:
    """All the stems of a text, in order, repeated as they are, separated by spaces."""
    lowered = text.clean(value).lower().replace("œ", "oe").replace("æ", "ae")
    kept: list[str] = []
    for word in WORD.findall(lowered):
        if len(word) <= LONGEST_WORD:
            kept.extend(forms(word))
    return " ".join(kept)


def shorter(word: str) -> set[str]:
    """The word less one letter, each in turn: the keys under which its neighbours find it."""
    if len(word) < SHORTEST_MISTYPED or not word.isalpha():
        return set()
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def is_one_typo_away(one: str, other: str) -> bool:
    """One letter missing, too many or changed, or two neighbours swapped (optimal string alignment)."""
    return OSA.distance(one, other, score_cutoff=1) <= 1


def rarity(documents: int, all_documents: int) -> int:
    """How much a stem tells, in halves of a bit: a whole number that only moves when counts nearly double."""
    return max(1, 2 * max(1, all_documents).bit_length() - 2 * max(1, documents).bit_length() + 2)


def score(groups: Sequence[Group], title: str, body: str, names: str) -> int:
    """The relevance of a document to a question, as a whole number."""
    heading, rest = spaced(title), spaced(f"{body} {names}")
    length = title.count(" ") + body.count(" ") + 2
    damp = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    total = 0.0
    for group in groups:
        best = 0.0
        for stem, weight in group:
            word = f" {stem} "
            said = TITLE_WEIGHT * heading.count(word) + REST_WEIGHT * rest.count(word)
            best = max(best, weight * said * (SATURATION + 1) / (said + damp))
        total += best
    return round(total)


def says(words: Iterable[Iterable[str]], stems: Collection[str]) -> bool:
    """Whether these stems say each word, by one of its ways."""
    return all(any(way in stems for way in ways) for ways in words)


def spaced(stems: str) -> str:
    """Stems of which each has its own spaces on both sides, so that a word said twice in a row is counted twice."""
    return f" {stems.replace(' ', '  ')} "


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """Shared share of two sets of stems, from 0 to 1 (Dice, 1945)."""
    first, second = set(one), set(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def fused(*orders: Sequence[int]) -> list[int]:
    """Several orders of the same things as one: reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)."""
    scores: dict[int, float] = {}
    for order in orders:
        for rank, one in enumerate(order, 1):
            scores[one] = scores.get(one, 0.0) + 1 / (FUSION + rank)
    return sorted(scores, key=lambda one: (-scores[one], one))


def tile_place(tile: int) -> tuple[float, float] | None:
    """Latitude and longitude of a shelf tile, exact or approximate."""
    return None if tile < 0 else tiles.centre(tile % APPROXIMATE, tiles.ZOOM)


def decimetres(point: tuple[float, float], tile: int) -> int:
    """How far a shelf tile is from a point; decimetres, so that an order by whole numbers is fine enough."""
    place = tile_place(tile)
    return FARTHEST if place is None else round(10 * tiles.distance(*point, *place))


class Circle:
    """A circle on the map, asked about many tiles: measured on the plane, and on the sphere near its edge only."""

    EDGE = 0.03  # the share by which the plane may be wrong within 50 km

    def __init__(self, point: tuple[float, float], metres: float) -> None:
        self.point, self.metres = point, metres
        self.column, self.row = tiles.column_row(*point)
        around = 2 * math.pi * tiles.EARTH_RADIUS_M * math.cos(math.radians(point[0]))
        reach = metres / (around / (1 << tiles.ZOOM))
        self.surely, self.hardly = (reach * (1 - self.EDGE)) ** 2, (reach * (1 + self.EDGE)) ** 2

    def holds(self, tile: int) -> bool:
        column, row = tiles.split(tile & (APPROXIMATE - 1))
        square = (column - self.column) ** 2 + (row - self.row) ** 2
        if square <= self.surely or square >= self.hardly:
            return square <= self.surely
        return decimetres(self.point, tile) <= self.metres * 10


def box_masks(box: tiles.Box) -> tuple[int, int, int, int]:
    """Least and greatest masked column, then row, of the tiles of a box."""
    left, top = tiles.column_row(box.north, box.west)
    right, bottom = tiles.column_row(box.south, box.east)
    return tiles.spread(left), tiles.spread(right), tiles.spread(top) << 1, tiles.spread(bottom) << 1


def cell_bits(box: tiles.Box, cells: int) -> int:
    """How many low bits of a tile a grid drops so that a box holds at most `cells` of its cells."""
    left, top = tiles.column_row(box.north, box.west)
    right, bottom = tiles.column_row(box.south, box.east)
    shift = 0
    while ((right >> shift) - (left >> shift) + 1) * ((bottom >> shift) - (top >> shift) + 1) > cells:
        shift += 1
    return 2 * shift


MARKDOWN = re.compile(r"\[\^[^\]]*\]:?|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[*_`#>|~]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)


def summary(markdown: str, length: int = 160) -> str:
    """The first words of a text without its Markdown, cut between two words."""
    said = plain(markdown[: 4 * length])
    if len(said) <= length:
        return said
    return said[: said.rfind(" ", 0, length) + 1 or length].rstrip(" ,;:.") + "…"


def plain(markdown: str) -> str:
    """A text on one line, without its Markdown."""
    return " ".join(MARKDOWN.sub(lambda found: found.group(1) or "", markdown).split())


def kilometres_between(point: tuple[float, float], lat: float, lon: float) -> float:
    return tiles.distance(*point, lat, lon) / 1000


def finite(value: str) -> float | None:
    """A number written with a point or a comma, or None."""
    try:
        number = float(value.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
