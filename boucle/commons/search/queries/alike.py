"""What looks like a contribution: duplicates, before it is sent."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import projection, reading, vocabulary, words
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.projection import Point, Row
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory

MOST_SHOWN = 5
MOST_WAITING = 300  # newest proposals of the territory that are compared
NEAR = 200.0  # metres: the same place, said twice
TITLE_ALIKE, TITLE_SAME = 0.45, 0.8  # shared share of the stems of two titles
TEXT_ALIKE = 0.35


@dataclass(frozen=True)
class Similar:
    """Another contribution that may be the same thing. `row` is a list row; when it is not public, a Contribution."""

    row: Row | Contribution
    why: str
    distance_m: int | None
    is_public: bool
    likeness: float  # from 0 to 1


@dataclass(frozen=True)
class Draft:
    title: list[str]
    text: list[str]
    point: Point | None
    theme: Theme | None


def similar(
    title: str,
    text: str,
    territory: Territory,
    theme: Theme | None = None,
    point: Point | None = None,
    exclude: int | None = None,
    *,
    kind: str = "",
    situation: Situation | None = None,
    include_waiting: bool = False,
    limit: int = MOST_SHOWN,
) -> list[Similar]:
    """Published contributions of the territory that may say the same, likeliest first; on request, with those that
    wait for a decision, which only referents may see."""
    draft = Draft(stems(title), stems(text), point, theme)
    asked = Filter(territory, kind or reading.first_kind(), situation=lane_of(situation))
    found = [compare(draft, row, row.contribution, is_public=True) for row in public_candidates(asked, title, text)]
    if include_waiting:
        found += [compare(draft, row, row, is_public=False) for row in waiting(territory, asked.kind)]
    kept = [one for one in found if one is not None and key(one) != exclude]
    return sorted(kept, key=lambda one: (-one.likeness, key(one)))[:limit]


def lane_of(situation: Situation | None) -> Situation | None:
    """What an exercise brings is compared with the exercise only; the rest with all that is public."""
    return situation if situation is not None and situation.nature not in PUBLIC_NATURES else None


def key(one: Similar) -> int:
    return one.row.id if isinstance(one.row, Row) else one.row.pk


def stems(value: str) -> list[str]:
    return engine.document_stems(value).split()


def public_candidates(asked: Filter, title: str, text: str) -> list[Row]:
    """Rows that share the rarest words of the title, or else of the text."""
    groups = [group for group in vocabulary.understand(f"{title} {text}") if group]
    best = asked.changed(sort=Sort.RELEVANCE)
    matches = words.closest(best, groups, ()) if groups else []
    scores = words.scored(groups, [match.id for match in matches])
    ids = sorted(scores, key=lambda id_: (-scores[id_], id_))[: 4 * MOST_SHOWN]
    return projection.of(asked.kind).rows(ids)


def waiting(territory: Territory, kind: str) -> list[Contribution]:
    rows = Contribution.objects.filter(kind=kind, state__in=[State.PROPOSED, State.RETURNED], erased_at__isnull=True)
    here = rows.filter(territory__outward__outside=territory)
    return list(here.select_related("territory", "theme").order_by("-id")[:MOST_WAITING])


def compare(draft: Draft, row: Any, contribution: Contribution, *, is_public: bool) -> Similar | None:
    """None when they hardly look alike."""
    title = engine.overlap(draft.title, stems(contribution.title))
    text = engine.overlap(draft.text, stems(contribution.text))
    metres = apart(draft.point, contribution)
    is_here = metres is not None and metres <= NEAR
    same_theme = draft.theme is not None and draft.theme.pk == contribution.theme_id
    reasons = (
        (title >= TITLE_SAME, _("Nearly the same title")),
        (is_here and (title >= TITLE_ALIKE / 2 or same_theme), _("At the same place, about the same thing")),
        (title >= TITLE_ALIKE, _("A title that looks like it")),
        (text >= TEXT_ALIKE, _("A text that looks like it")),
    )
    why = next((sentence for holds, sentence in reasons if holds), None)
    if why is None:
        return None
    likeness = min(1.0, 0.6 * title + 0.25 * text + 0.1 * is_here + 0.05 * same_theme)
    return Similar(row, why, metres, is_public, likeness)


def apart(point: Point | None, contribution: Contribution) -> int | None:
    if point is None or contribution.lat is None or contribution.lon is None:
        return None
    return round(1000 * engine.kilometres_between(point, contribution.lat, contribution.lon))
