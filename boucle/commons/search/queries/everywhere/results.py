"""The rows of a search of everything, whatever their kind, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from boucle.commons.search import engine
from boucle.commons.search.queries import pages, words
from boucle.commons.search.queries.everywhere.said import Said
from boucle.commons.search.queries.filter_everywhere import Everywhere
from boucle.commons.search.queries.found import COUNTED
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES

READ = (
    "kind reference title text nature published_at verified_at territory__name theme__name_fr theme__name_en"
    " situation__name"
).split()


@dataclass(frozen=True)
class Result:
    """A public contribution, as a list of every kind shows it."""

    id: int
    kind: str  # its code
    label: Any  # lazy: its kind in words
    title: str
    summary: str  # empty when it would only say the title again
    place: str
    theme: str
    situation: str  # name of the one that it was brought for
    url: str
    published_at: datetime
    verified_at: datetime
    is_trial: bool  # of an exercise or a test


@dataclass(frozen=True)
class Page:
    """`next` and `previous` are addresses (`?…`), empty where there is nothing more."""

    filter: Everywhere
    ids: list[int]  # of the contributions, in the order of the list
    taken: pages.Taken
    next: str
    previous: str

    @cached_property
    def rows(self) -> list[Result]:
        """Those of them that are public at this moment."""
        return results(self.ids)

    @cached_property
    def counted(self) -> int:
        return pages.count(self.filter) if self.taken.total is None else self.taken.total

    @property
    def most(self) -> int:
        return words.FIRST_READ if self.filter.q else COUNTED

    @property
    def total(self) -> int:
        """Stops at 1,000, by words at 300."""
        return min(self.counted, self.most)

    @property
    def is_more(self) -> bool:
        return self.counted > self.most


def page(asked: Everywhere, said: Said | None = None) -> Page:
    """One page: by date one query, by words a few more unless they were `said` already, and one for what its rows
    say."""
    after, size = asked.after, asked.size
    taken = pages.take(asked, after, size) if said is None else pages.cut(said.own, after, size)
    return Page(asked, [row.id for row in taken.found], taken, *pages.links(asked, taken))


def results(ids: Sequence[int]) -> list[Result]:
    """Those of these contributions that are public at this moment, in this order; one query."""
    public = Contribution.objects.filter(pk__in=ids, state=State.PUBLISHED, erased_at__isnull=True)
    related = public.select_related("territory", "theme", "situation").only(*READ).order_by()
    found = {row.pk: row for row in related} if ids else {}
    return [result(found[id_]) for id_ in ids if id_ in found and registry.kind(found[id_].kind).url_name]


def result(row: Contribution) -> Result:
    assert row.published_at is not None, "the database refuses a published row without a date"
    assert row.verified_at is not None, "the database refuses a published row without a check"
    kind = registry.kind(row.kind)
    summary = engine.summary(row.text)
    return Result(
        id=row.pk,
        kind=row.kind,
        label=kind.label,
        title=row.title,
        summary="" if summary.rstrip(" :.…") == row.title.rstrip(" :.…") else summary.rstrip(" :"),
        place=row.territory.name,
        theme=row.theme.name if row.theme else "",
        situation=row.situation.name if row.situation else "",
        url=lifecycle.kind_address(row.kind, row.reference),
        published_at=row.published_at,
        verified_at=row.verified_at,
        is_trial=row.nature not in PUBLIC_NATURES,
    )
