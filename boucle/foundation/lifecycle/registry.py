"""The registry of kinds and jobs: how the commons learn what exists without importing it.

A package registers its kind in `apps.ready`; it registers what must happen after a transition in the same place.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Column:
    """One published column: its name in CSV and JSON, what it holds, and how to read it from a joined row."""

    name: str
    meaning: Any  # lazy: what it holds, in words
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Panel:
    """What a kind shows beside a decision: a template of its own and what it names."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What a kind tells the commons about itself."""

    code: str  # value of Contribution.kind
    number: int  # a small integer for indexes; never reused
    label: Any  # lazy, "initiative"
    plural: Any  # lazy
    model: type[models.Model]  # its table; has a one-to-one `contribution`, related_name == code
    content: Callable[[Contribution], dict[str, Any]]  # the public fields of its own row, as JSON values
    apply: Callable[[Contribution, dict[str, Any]], None]  # writes them back on its own row, made when missing
    labels: dict[str, Any] = field(default_factory=dict)  # field name → lazy label, for diffs
    searched: Callable[[Contribution], str] = lambda contribution: ""  # words of its own, for the index
    filters: dict[str, Callable[[models.QuerySet[Any], str], models.QuerySet[Any]]] = field(default_factory=dict)
    # of its own, by name of URL parameter: each narrows contributions to those that fit the value
    shared: str = ""  # the filter that keeps, with value 1, the rows that leave as open data; empty: every public row
    columns: Sequence[Column] = ()  # of its own, after the shared ones
    phase: str = ""  # of the cycle, as situations.Phase names it; empty: of any, or said by its own filter `phase`
    lookups: Mapping[str, str] = field(default_factory=dict)
    # what a column reads in another table: name → SQL of one value, `k` being the kind's own table
    is_moderated: bool = True  # False: prepared and published by those in charge, it waits in nobody's queue
    review_days: int | None = None  # until its next check; None: as the situation says
    review_months: Callable[[Contribution], int] | None = None  # the same, said by each row of the kind
    is_archived_by_silence: bool = True  # False: past its review date it is due, and stays public
    url_name: str = ""  # route of one contribution, taking `reference`
    form_class: str = ""  # dotted path of the form that writes it, for import and the API
    initial: Callable[[dict[str, Any], Territory], dict[str, Any]] | None = None
    # a content and the form's territory as the form's fields; None: the form cannot open what is already written
    words: Callable[[str, Any], Any] = lambda name, value: None
    # a field's value in words, for whoever decides; None: as any other field
    panels: Sequence[Callable[[Contribution], Panel | None]] = ()  # its own, beside a decision
    check: Callable[[Contribution, str], None] = lambda contribution, verb: None
    # its own rule before a verb, after the table's; raises rules.NotPossible


@dataclass(frozen=True)
class Job:
    """A job takes the id of a transition; it must bear being run twice."""

    name: str
    run: Callable[[int], None]
    verbs: frozenset[str] | None = None  # None: every verb


@dataclass(frozen=True)
class Periodic:
    """What the worker does again and again; it must bear being run by two workers at once."""

    name: str
    seconds: int
    run: Callable[[], object]


@dataclass(frozen=True)
class Fact:
    """One figure of a situation, computed from its rows, for whoever draws lessons from it: no words of people."""

    what: Any  # lazy: what is counted
    figure: float | None  # None: nothing to count yet
    unit: Any  # lazy: "minutes", "out of 12"; empty: what is counted says it already
    address: str  # path of the page that shows it


@dataclass(frozen=True)
class Learnt:
    """What an earlier event taught about some contributions, for whoever reads or uses them next."""

    title: str
    address: str  # path of the page that tells it
    words: str  # what is done from now on
    event: str  # name of the situation that taught it; empty when it was none
    on: date  # when it was seen
    stage: Any  # lazy: where it stands
    is_open: bool  # False: closed with a proof
    contribution: int = 0  # whose it is
    happened: str = ""  # what taught it


@dataclass(frozen=True)
class Rehearsal:
    """An exercise that puts what was learnt to the test."""

    title: str
    on: date
    address: str  # path of its page; empty for those who do not prepare it


@dataclass(frozen=True)
class Taught:
    """What is asked of the rooms that learn: about some contributions, in some situations or in some territories. Ids,
    or a query of ids to nest."""

    contributions: Collection[int] = ()
    situations: Collection[int] = ()
    places: Collection[int] = ()
    among: Collection[int] | None = None  # of these alone, by the ids of their own contributions; None: of all
    only_open: bool = False  # not of those that are closed with a proof
    most: int | None = None


Facts = Callable[[Situation], list[Fact]]
Teacher = Callable[[Taught], list[Learnt]]
Rehearser = Callable[[Collection[int], accounts.Somebody], list[Rehearsal]]

KINDS: dict[str, Kind] = {}
JOBS: dict[str, Job] = {}
PERIODIC: dict[str, Periodic] = {}
FACTS: dict[str, Facts] = {}
LEARNT: dict[str, Teacher] = {}
REHEARSALS: dict[str, Rehearser] = {}


def register_kind(kind: Kind) -> None:
    if kind.code in KINDS and KINDS[kind.code].model is not kind.model:
        raise ValueError(f"Two kinds are called {kind.code}.")
    KINDS[kind.code] = kind


def register_job(job: Job) -> None:
    JOBS[job.name] = job


def register_periodic(periodic: Periodic) -> None:
    PERIODIC[periodic.name] = periodic


def register_facts(name: str, read: Facts) -> None:
    """A room says what it counts of a situation; read again each time."""
    FACTS[name] = read


def facts(situation: Situation) -> list[Fact]:
    """What every room counts of a situation, room after room in the order of their names."""
    return [fact for name in sorted(FACTS) for fact in FACTS[name](situation)]


def register_learnt(name: str, read: Teacher) -> None:
    """A room says what was learnt: `read(asked)` gives what everybody may read, in the order of `learnt` where `most`
    cuts it."""
    LEARNT[name] = read


def learnt(asked: Taught) -> list[Learnt]:
    """What every room has learnt of what is asked; still open first, then the newest."""
    found = [one for name in sorted(LEARNT) for one in LEARNT[name](asked)]
    return sorted(found, key=lambda one: (not one.is_open, -one.on.toordinal(), one.title))[: asked.most]


def register_rehearsals(name: str, read: Rehearser) -> None:
    """A room says which exercises put some lessons to the test: `read(lessons, user)` takes the ids of their
    contributions, and gives those that this reader may know of."""
    REHEARSALS[name] = read


def rehearsals(lessons: Collection[int], user: accounts.Somebody) -> list[Rehearsal]:
    """Those that somebody may know of, the closest first."""
    found = [one for name in sorted(REHEARSALS) for one in REHEARSALS[name](lessons, user)]
    return sorted(found, key=lambda one: (one.on, one.title))


def kind(code: str) -> Kind:
    return KINDS[code]


def jobs_for(verb: str) -> list[Job]:
    return [job for job in JOBS.values() if job.verbs is None or verb in job.verbs]
