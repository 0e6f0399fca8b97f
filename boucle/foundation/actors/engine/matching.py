"""Who should meet whom: complementary asks, shared themes, nearness, research beside practice. Plain values in and out.

The score of a pair is the same from both sides. It counts what one seeks and the other offers (or knows) first, then
themes that both work on, at most three of them; nearness and a meeting of research and practice only add to that: two
actors without a theme between them are never suggested, however close they live.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum

OFFERED, KNOWN, SHARED = 3, 2, 1  # points of a theme: sought and offered, sought and known, worked on by both
MOST_SHARED = 3  # themes: beyond, two generalists would outrank an ask and its answer
SAME_PLACE, NEAR = 2, 1
BRIDGE = 2  # one studies, the other does


class Ground(StrEnum):
    """Why two actors match, seen from the first."""

    THEY_OFFER = "they_offer"
    THEY_KNOW = "they_know"
    YOU_OFFER = "you_offer"
    YOU_KNOW = "you_know"
    SHARED = "shared"
    BRIDGE = "bridge"
    SAME_PLACE = "same_place"
    NEAR = "near"


@dataclass(frozen=True)
class Profile:
    """What is compared of an actor: identifiers of themes and of territories."""

    id: int
    knows: frozenset[int] = frozenset()
    seeks: frozenset[int] = frozenset()
    offers: frozenset[int] = frozenset()
    place: int = 0  # their territory
    circles: frozenset[int] = frozenset()  # the intercommunality and the basins around it
    is_research: bool = False

    @property
    def themes(self) -> frozenset[int]:
        return self.knows | self.seeks | self.offers


@dataclass(frozen=True)
class Reason:
    ground: Ground
    themes: tuple[int, ...] = ()  # in the order of their identifiers


@dataclass(frozen=True)
class Match:
    id: int  # of the other one
    score: int
    reasons: tuple[Reason, ...]  # themes first, in the order of `Ground`


def rank(one: Profile, others: Iterable[Profile], most: int) -> list[Match]:
    """The best matches of an actor, best first; equal scores in the order of identifiers. Linear in `others`."""
    found = (match(one, other) for other in others)
    return sorted((each for each in found if each is not None), key=lambda each: (-each.score, each.id))[:most]


def match(one: Profile, other: Profile) -> Match | None:
    """How two actors match, with the reasons as the first one reads them; None without a theme between them."""
    if one.id == other.id:
        return None
    on_themes = theme_reasons(one, other)
    if not on_themes:
        return None
    reasons = (*on_themes, *around_reasons(one, other))
    return Match(other.id, sum(worth(reason) for reason in reasons), reasons)


def theme_reasons(one: Profile, other: Profile) -> list[Reason]:
    """A theme is named once on each way: what is offered is not told as known besides, nor as shared."""
    they_offer = one.seeks & other.offers
    they_know = (one.seeks & other.knows) - they_offer
    you_offer = one.offers & other.seeks
    you_know = (one.knows & other.seeks) - you_offer
    shared = (one.themes & other.themes) - they_offer - they_know - you_offer - you_know
    found = (
        (Ground.THEY_OFFER, they_offer),
        (Ground.YOU_OFFER, you_offer),
        (Ground.THEY_KNOW, they_know),
        (Ground.YOU_KNOW, you_know),
        (Ground.SHARED, shared),
    )
    return [Reason(ground, ordered(themes)) for ground, themes in found if themes]


def around_reasons(one: Profile, other: Profile) -> list[Reason]:
    found: list[Reason] = []
    if one.is_research != other.is_research:
        found.append(Reason(Ground.BRIDGE))
    if one.place and one.place == other.place:
        found.append(Reason(Ground.SAME_PLACE))
    elif one.circles & other.circles:
        found.append(Reason(Ground.NEAR))
    return found


WORTH = {
    Ground.THEY_OFFER: OFFERED,
    Ground.YOU_OFFER: OFFERED,
    Ground.THEY_KNOW: KNOWN,
    Ground.YOU_KNOW: KNOWN,
    Ground.SHARED: SHARED,
    Ground.BRIDGE: BRIDGE,
    Ground.SAME_PLACE: SAME_PLACE,
    Ground.NEAR: NEAR,
}


def worth(reason: Reason) -> int:
    """Points of one reason: for each of its themes, or once where it has none."""
    if reason.ground == Ground.SHARED:
        return SHARED * min(len(reason.themes), MOST_SHARED)
    return WORTH[reason.ground] * max(1, len(reason.themes))


def ordered(themes: Set[int]) -> tuple[int, ...]:
    return tuple(sorted(themes))
