"""Whom an actor should meet, in their territory and around, with the reasons in words.

The database counts the points of themes and keeps the best; the engine then compares these few exactly.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Sum, Value, When
from django.utils.translation import gettext as _

from boucle.foundation.actors import engine
from boucle.foundation.actors.engine import Ground, Profile
from boucle.foundation.actors.engine.matching import KNOWN, OFFERED, SHARED
from boucle.foundation.actors.enums import RESEARCH, Side
from boucle.foundation.actors.models import Actor, Subject
from boucle.foundation.actors.queries import asking, finding
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Within

SHORTLIST = 200  # actors compared exactly
SHOWN = 5
CLOSE = (Level.COMMUNE, Level.EPCI, Level.BASIN)
AROUND = (*CLOSE, Level.DEPARTMENT)
OWN_WORDS = {
    Ground.THEY_OFFER: Side.OFFERS,
    Ground.THEY_KNOW: Side.KNOWS,
    Ground.YOU_OFFER: Side.SEEKS,
    Ground.YOU_KNOW: Side.SEEKS,
}


@dataclass(frozen=True)
class Suggestion:
    actor: Actor
    reasons: list[str]  # sentences


def suggested(actor: Actor, most: int = SHOWN) -> list[Suggestion]:
    """The best to meet, among those whom no question joins to them yet; as many queries whatever their number."""
    matches = compared(actor, SHORTLIST)
    known = asking.met(actor, [each.id for each in matches])
    kept = [each for each in matches if each.id not in known][:most]
    rows = finding.public().in_bulk([each.id for each in kept])
    names = theme_names(kept)
    return [Suggestion(rows[each.id], sentences(each, rows[each.id], names)) for each in kept if each.id in rows]


def compared(actor: Actor, most: int) -> list[engine.Match]:
    """Matches of an actor, best first: four queries."""
    around = circles_of(actor.contribution.territory_id)
    close = frozenset(pk for pk, level in around.items() if level in CLOSE)
    one = profiles([actor.pk], close).get(actor.pk)
    if one is None or not one.themes:
        return []
    others = profiles(shortlist(one, list(around) or [one.place]), close)
    return engine.rank(one, others.values(), most)


def circles_of(territory_id: int) -> dict[int, str]:
    """What lies around a territory, itself included, up to its département, with its level."""
    rows = Within.objects.filter(inside=territory_id, outside__level__in=AROUND)
    return dict(rows.values_list("outside", "outside__level"))


def shortlist(one: Profile, around: Sequence[int]) -> list[int]:
    """Those around who share a theme with an actor, the most promising first: one query, linear in what they say."""
    found = (
        Subject.objects.filter(
            theme__in=one.themes,
            actor__contribution__state=State.PUBLISHED,
            actor__contribution__nature__in=PUBLIC_NATURES,
            actor__contribution__territory__in=Within.objects.filter(outside__in=around).values("inside"),
        )
        .exclude(actor=one.id)
        .order_by()
        .values("actor")
        .annotate(points=Sum(points(one)))
        .order_by("-points", "actor")
    )
    return list(found.values_list("actor", flat=True)[:SHORTLIST])


def points(one: Profile) -> Case:
    """What one line of another actor is worth to this one; the engine's own points, but for themes told twice."""
    return Case(
        When(Q(side=Side.OFFERS, theme__in=one.seeks) | Q(side=Side.SEEKS, theme__in=one.offers), then=Value(OFFERED)),
        When(Q(side=Side.KNOWS, theme__in=one.seeks) | Q(side=Side.SEEKS, theme__in=one.knows), then=Value(KNOWN)),
        default=Value(SHARED),
        output_field=IntegerField(),
    )


def profiles(ids: Sequence[int], close: frozenset[int]) -> dict[int, Profile]:
    """What is compared of these actors; `close`: the territories that make whoever lies in one of them a neighbour. One
    query for what they say, one for where they are."""
    said: dict[int, dict[Side, set[int]]] = {}
    where: dict[int, tuple[str, int]] = {}
    rows = Subject.objects.filter(actor__in=ids).order_by()
    for pk, side, theme, role, place in rows.values_list(
        "actor", "side", "theme", "actor__role", "actor__contribution__territory"
    ):
        said.setdefault(pk, {side: set() for side in Side})[Side(side)].add(theme)
        where[pk] = (role, place)
    near = neighbours({place for _role, place in where.values()}, close)
    return {pk: profile(pk, *where[pk], said[pk], close if where[pk][1] in near else frozenset()) for pk in said}


def neighbours(places: Iterable[int], close: frozenset[int]) -> set[int]:
    """The territories, among these, that lie in a close one."""
    return set(Within.objects.filter(inside__in=list(places), outside__in=close).values_list("inside", flat=True))


def profile(pk: int, role: str, place: int, said: Mapping[Side, Set[int]], circles: frozenset[int]) -> Profile:
    sides = {side.value: frozenset(themes) for side, themes in said.items()}
    return Profile(pk, **sides, place=place, circles=circles, is_research=role in RESEARCH)


def theme_names(matches: Iterable[engine.Match]) -> dict[int, str]:
    ids = {theme for each in matches for reason in each.reasons for theme in reason.themes}
    return {theme.pk: theme.name for theme in Theme.objects.filter(pk__in=ids)} if ids else {}


def sentences(found: engine.Match, other: Actor, names: Mapping[int, str]) -> list[str]:
    """The reasons of a match, as its reader could say them aloud; the other one's own words stand after the first that
    rests on them."""
    told: list[str] = []
    for reason in found.reasons:
        own = getattr(other, OWN_WORDS[reason.ground].value) if reason.ground in OWN_WORDS else ""
        is_new = bool(own) and not any(own in sentence for sentence in told)
        told.append(
            sentence(reason, other, names) + (" " + _("They say: “%(words)s”") % {"words": own} if is_new else "")
        )
    return told


def sentence(reason: engine.Reason, other: Actor, names: Mapping[int, str]) -> str:
    said = {
        "themes": ", ".join(_("“%(words)s”") % {"words": names[theme]} for theme in reason.themes),
        "name": other.contribution.title,
        "place": other.contribution.territory.name,
    }
    known = {
        Ground.THEY_OFFER: _("You seek: %(themes)s. %(name)s offers it."),
        Ground.THEY_KNOW: _("You seek: %(themes)s. %(name)s knows about it."),
        Ground.YOU_OFFER: _("%(name)s seeks what you offer: %(themes)s."),
        Ground.YOU_KNOW: _("%(name)s seeks what you know: %(themes)s."),
        Ground.SHARED: _("You both work on: %(themes)s."),
        Ground.BRIDGE: _("One of you studies, the other does: you look at the same thing from two sides."),
        Ground.SAME_PLACE: _("You are both in %(place)s."),
        Ground.NEAR: _("%(name)s is close by, in %(place)s."),
    }
    return known[reason.ground] % said


def between(actor: Actor, other: Actor) -> list[str]:
    """Why these two should meet, in sentences for the first; none without a theme between them. Four queries."""
    around = circles_of(actor.contribution.territory_id)
    both = profiles([actor.pk, other.pk], frozenset(pk for pk, level in around.items() if level in CLOSE))
    found = engine.match(both[actor.pk], both[other.pk]) if len(both) == 2 else None
    return sentences(found, other, theme_names([found])) if found is not None else []
