"""A message ready to paste: made from its five parts, and measured as telephones do.

Sources: 3GPP TS 23.038 (alphabets of a text message), 3GPP TS 23.040 (parts of a long one), 3GPP TS 23.041 (cell
broadcast, by which FR-Alert and BE-Alert reach a place: fifteen pages of 82 octets at most).
"""

from collections.abc import Iterable
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # each takes the room of two
ONE, PART = 160, 153  # signs of the basic alphabet in one message, in each part of a longer one
WIDE_ONE, WIDE_PART = 70, 67  # the same as soon as one sign is outside it
BROADCAST, WIDE_BROADCAST = 15 * 93, 15 * 41  # a page of 82 octets holds 93 signs of seven bits, or 41 of sixteen
ENDS = frozenset(".!?:…")


@dataclass(frozen=True)
class Size:
    """`texts`: how many text messages are sent; `costly`: the signs because of which each holds 70 instead of 160."""

    signs: int
    texts: int
    costly: tuple[str, ...]
    broadcast: int  # signs that a cell broadcast holds, with these signs

    @property
    def fits_broadcast(self) -> bool:
        return self.signs <= self.broadcast


def compose(parts: Iterable[str]) -> str:
    """Sentences in the order given; an address at the end stays without a full stop, which would break it."""
    return " ".join(ended(part.strip()) for part in parts if part.strip())


def ended(part: str) -> str:
    last = part.split()[-1]
    is_address = "/" in last or last.startswith("www.")
    return part if part[-1] in ENDS or is_address or last.isdigit() else part + "."


def size(text: str) -> Size:
    costly = tuple(dict.fromkeys(sign for sign in text if sign not in BASIC and sign not in EXTENDED))
    wide = bool(costly)
    widths = [width(sign, wide) for sign in text]
    return Size(len(text), pieces(widths, *((WIDE_ONE, WIDE_PART) if wide else (ONE, PART))), costly, broadcast(wide))


def width(sign: str, wide: bool) -> int:
    if wide:
        return 2 if ord(sign) > 0xFFFF else 1  # UTF-16
    return 2 if sign in EXTENDED else 1


def pieces(widths: list[int], one: int, part: int) -> int:
    """How many messages; a sign of two units is never cut."""
    if sum(widths) <= one:
        return 1 if widths else 0
    count, room = 1, part
    for each in widths:
        if each > room:
            count, room = count + 1, part
        room -= each
    return count


def broadcast(wide: bool) -> int:
    return WIDE_BROADCAST if wide else BROADCAST
