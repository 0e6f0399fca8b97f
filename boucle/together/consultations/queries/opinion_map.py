"""The opinion map of a consultation: computed from its votes, kept until the next one is ready.

A page shows the last map that is ready, and never waits for the next one unless there is none and the votes are few.
The map is kept with the number of the last vote that it counts: nothing else moves it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from django.core.cache import cache
from numpy.typing import NDArray

from boucle.foundation.core import clock
from boucle.together.consultations.engine import bridges, naming, opinions, plane, representative, sureness
from boucle.together.consultations.engine.votes import Counts, Votes, count
from boucle.together.consultations.models import Consultation, Voice
from boucle.together.consultations.queries import opinion_votes

VERSION = 2  # of what is kept: a map kept by an older program is computed again
FEW = 5_000  # votes: their map takes no longer than a page may
LONGEST = 600  # seconds that a computation may take before another one may begin
REST = 10  # times what the last one took, at least, before the next: votes come first
SHORTEST_REST = 10  # seconds
LEAST_GROUP = 3
SETTLED = timedelta(minutes=1)  # after the close nothing is still on its way


@dataclass(frozen=True)
class Ready:
    """A map with all that its page says. Columns of the arrays are those of `statements`, numbers of items; rows of
    `participants`, pseudonyms. `counts` are by (group, statement), `totals` and `events` by statement."""

    last: int
    computed_at: datetime
    seconds: float
    cast: int
    participants: NDArray[np.int64]
    statements: list[int]
    seen: NDArray[np.int64]  # statements that each participant voted on
    places: NDArray[np.float64]  # of each participant
    found: opinions.Map
    limits: opinions.Limits
    counts: Counts
    totals: Counts
    events: Counts
    chosen: list[list[representative.Chosen]]
    ties: list[bridges.Bridge]
    intervals: list[tuple[float, float]]  # of the ties
    shared: list[bridges.Shared]
    sureness: sureness.Sureness
    names: Mapping[int, naming.Name] = field(default_factory=dict)  # see opinion_names: never kept with the map

    @property
    def people(self) -> int:
        return len(self.participants)

    @property
    def labels(self) -> NDArray[np.int64]:
        """The group of each participant, -1 for none."""
        return self.found.all_labels(self.people)

    @property
    def sizes(self) -> list[int]:
        return [int(np.sum(self.found.labels == group)) for group in range(self.found.count)]

    @property
    def loose(self) -> int:
        """Participants who voted too little to have a place."""
        return self.people - len(self.found.people)


def limits(consultation: Consultation) -> opinions.Limits:
    """What the rule says; no group is ever under the smallest number of people that the consultation shows."""
    rule, usual = consultation.rule, opinions.Limits()
    return opinions.Limits(
        votes=rule.get("minimum_votes", usual.votes),
        smallest=max(LEAST_GROUP, rule.get("minimum_group", LEAST_GROUP), consultation.minimum_cell),
        resamples=rule.get("resamples", usual.resamples),
        seed=consultation.seed,
    )


def compute(consultation: Consultation) -> Ready:
    began = time.monotonic()
    lines = opinion_votes.read(consultation.pk)
    votes, asked = opinion_votes.collected(lines), limits(consultation)
    found = opinions.chart(votes, asked)
    counts = representative.tally(votes.matrix, found.all_labels(len(votes.participants)), found.count)
    totals = count(votes.matrix)
    joined = bridges.bridges(counts)
    return Ready(
        last=lines.last,
        computed_at=clock.now(),
        cast=len(lines.who),
        participants=np.array(votes.participants, np.int64),
        statements=[int(number) for number in votes.statements],
        seen=np.count_nonzero(votes.seen, axis=1),
        places=plane.project(votes.matrix, found.axes),
        found=found,
        limits=asked,
        counts=counts,
        totals=totals,
        events=votes.events,
        chosen=representative.chosen(counts),
        ties=joined,
        intervals=[sureness.consensus_interval(counts, one.statement, one.way, asked.seed) for one in joined],
        shared=shared(votes, totals),
        sureness=sureness.measure(votes, found, asked),
        seconds=time.monotonic() - began,
    )


def shared(votes: Votes, totals: Counts) -> list[bridges.Shared]:
    """What most of everybody says, for a map without groups."""
    if not votes.participants:
        return []
    both = [*bridges.shared(totals), *bridges.shared(totals, representative.DISAGREE)]
    return sorted(both, key=lambda one: (-one.rank, one.statement))


def ready(consultation: Consultation) -> Ready | None:
    """The last map that is ready. Where there is none, or the last vote has been cast and is not in it, and the votes
    are few, it is computed here and now. None: not yet."""
    kept = kept_map(consultation.pk)
    if kept is not None and not (consultation.is_over and is_stale(consultation, kept)):
        return kept
    if opinion_votes.cast(consultation.pk) > FEW:
        return kept
    return refresh(consultation) or kept


def kept_map(consultation_id: int) -> Ready | None:
    found = cache.get(key(consultation_id))
    return found if isinstance(found, Ready) else None


def is_kept(consultation_id: int) -> bool:
    return cache.has_key(key(consultation_id))


def is_stale(consultation: Consultation, kept: Ready) -> bool:
    """There are votes that it does not count, and the last computation has rested long enough, or the consultation is
    over."""
    if kept.limits != limits(consultation):
        return True
    if consultation.closed_at is not None:
        if kept.computed_at >= consultation.closed_at + SETTLED:
            return False
        # On PostgreSQL a vote may be seen after one that has a higher number: at the close they are counted too.
        return kept.last != opinion_votes.last_vote(consultation.pk) or kept.cast != opinion_votes.cast(consultation.pk)
    rest = max(SHORTEST_REST, REST * kept.seconds)
    has_rested = (clock.now() - kept.computed_at).total_seconds() >= rest
    return has_rested and kept.last != opinion_votes.last_vote(consultation.pk)


def refresh(consultation: Consultation) -> Ready | None:
    """Computes the map and keeps it. None when somebody else is at it: one at a time, whatever asks for it."""
    mark = f"{key(consultation.pk)}:computing"
    if not cache.add(mark, True, LONGEST):
        return None
    try:
        found = compute(consultation)
        cache.set(key(consultation.pk), found, timeout=None)
    finally:
        cache.delete(mark)
    return found


def key(consultation_id: int) -> str:
    return f"consultations:map:{VERSION}:{consultation_id}"


@dataclass(frozen=True)
class Own:
    """Where the holder of a code is: `group` -1 for nowhere; `shares`: of the draws, by group."""

    seen: int
    group: int
    place: tuple[float, float]
    shares: list[float]


def own(found: Ready, voice: Voice) -> Own | None:
    """None for somebody who has not voted when this map was computed."""
    at = int(np.searchsorted(found.participants, opinion_votes.of_voice(voice)))
    if at == found.people or found.participants[at] != opinion_votes.of_voice(voice):
        return None
    row = np.flatnonzero(found.found.people == at)
    group = int(found.found.labels[row[0]]) if len(row) else -1
    shares = found.sureness.shares[row[0]].tolist() if len(row) and len(found.sureness.shares) else []
    across, up = found.places[at]
    return Own(int(found.seen[at]), group, (float(across), float(up)), [] if np.isnan(shares).any() else shares)


def consensus(found: Ready) -> NDArray[np.float64]:
    """Group-informed, by statement; without groups, everybody is one."""
    counts = found.counts if found.found.count else Counts(*(part[None] for part in parts(found.totals)))
    return bridges.consensus(counts)


def parts(counts: Counts) -> tuple[NDArray[np.int64], ...]:
    return counts.agree, counts.disagree, counts.passed
