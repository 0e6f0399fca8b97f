"""Which statement somebody votes on next, and what they voted on so far. Two queries, whatever the number of votes: how
often each statement was seen is counted aside, at most once in a while, and never while somebody waits."""

import threading
import time
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Count, Max, Q

from boucle.together.consultations.engine import routing
from boucle.together.consultations.engine.votes import Counts
from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, ItemType
from boucle.together.consultations.models import Consultation, Item, Voice, Vote

FRESH = 30.0  # seconds
AHEAD = 10  # statements that a page carries, to go on while the network is away
Seen = dict[int, tuple[int, int, int]]  # by key of the item: agree, disagree, pass


@dataclass(frozen=True)
class Tally:
    """When it was counted, up to which vote, and what."""

    at: float = 0.0
    last: int = 0
    seen: Seen = field(default_factory=dict)


lock = threading.Lock()
kept: dict[int, Tally] = {}  # by consultation


@dataclass(frozen=True)
class Turn:
    """`ahead`: the next ones, first the one to show; empty when everything was seen."""

    ahead: list[Item]
    total: int
    voted: int

    @property
    def item(self) -> Item | None:
        return self.ahead[0] if self.ahead else None

    @property
    def left(self) -> int:
        return self.total - self.voted

    @property
    def share(self) -> int:
        return round(100 * self.voted / self.total) if self.total else 0


@dataclass(frozen=True)
class Own:
    item: Item
    value: int


def turn(voice: Voice) -> Turn:
    """The next statements of a voice, drawn by its key: the same page loaded again shows the same statement."""
    statements = asked(voice.consultation)
    voted = set(last_votes(voice)) & {item.pk for item in statements}
    by_key = {item.pk: item for item in statements}
    keys = list(by_key)
    weights = routing.priorities(counts(voice.consultation, keys)) if keys else np.empty(0)
    seen = set(voted)
    ahead: list[Item] = []
    while len(ahead) < AHEAD:
        key = routing.draw(keys, weights, seen=seen, participant=str(voice.pk), seed=voice.consultation.seed)
        if key is None:
            break
        ahead.append(by_key[int(key)])
        seen.add(int(key))
    return Turn(ahead, len(statements), len(voted))


def asked(consultation: Consultation) -> list[Item]:
    """The statements that were asked and not set aside, in their order."""
    found = Item.objects.filter(consultation=consultation, type=ItemType.STATEMENT, is_withdrawn=False)
    opened = found.filter(asked__round__opened_at__isnull=False).distinct()
    return list(opened.only("number", "text", "consultation_id").order_by("number"))


def last_votes(voice: Voice) -> dict[int, int]:
    """The vote that counts, by key of the item."""
    return dict(Vote.objects.filter(voice=voice).order_by("id").values_list("item_id", "value"))


def own(voice: Voice) -> list[Own]:
    """What a voice voted, in the order of the statements; those set aside are left out."""
    said = last_votes(voice)
    return [Own(item, said[item.pk]) for item in asked(voice.consultation) if item.pk in said]


def counts(consultation: Consultation, keys: list[int]) -> Counts:
    """Per statement. Where results are hidden, an order must not tell them: only how often each was seen is used."""
    found = seen_counts(consultation.pk)
    table = np.array([found.get(key, (0, 0, 0)) for key in keys], np.int64).reshape(-1, 3)
    if consultation.is_hidden and not consultation.is_over:
        seen = table.sum(axis=1)
        table = np.stack([seen // 2, seen - seen // 2, np.zeros_like(seen)], axis=1)
    return Counts(table[:, 0], table[:, 1], table[:, 2])


def seen_counts(consultation_id: int) -> Seen:
    """Counted on by one request after half a minute; the others go on with what was known."""
    known = kept.get(consultation_id, Tally())
    if known.at and time.monotonic() - known.at < FRESH:
        return known.seen
    if not lock.acquire(blocking=False):
        return known.seen
    try:
        kept[consultation_id] = known = counted_on(consultation_id, known)
    finally:
        lock.release()
    return known.seen


def counted_on(consultation_id: int, known: Tally) -> Tally:
    """Votes are only ever added: those that came since are counted, not the million before them."""
    sides = {name: Count("pk", Q(value=value)) for name, value in (("agree", AGREE), ("no", DISAGREE), ("skip", PASS))}
    new = Vote.objects.filter(consultation=consultation_id, id__gt=known.last)
    seen, last = dict(known.seen), known.last
    for item, agree, no, skip, end in new.values_list("item").annotate(**sides, end=Max("id")).order_by("item"):
        before = seen.get(item, (0, 0, 0))
        seen[item] = (before[0] + agree, before[1] + no, before[2] + skip)
        last = max(last, end)
    return Tally(time.monotonic(), last, seen)
