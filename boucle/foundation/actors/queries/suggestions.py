"""Whom an actor should meet, in their territory and around, with the reasons in words.

The database counts the points of themes and keeps the best; the engine then compares these few exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Sum, Value, When
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
Themes = Mapping[Side, frozenset[int]]


@dataclass(frozen=True)
class Suggestion:
    actor: Actor
    reasons: list[str]  # sentences
    score: int


def suggested(actor: Actor, most: int = SHOWN) -> list[Suggestion]:
    """The best to meet, among those whom no question joins to them yet; as many queries whatever their number."""
    matches = compared(actor, SHORTLIST)
    known = asking.met(actor, [each.id for each in matches])
    kept = [each for each in matches if each.id not in known][:most]
    rows = finding.public().in_bulk([each.id for each in kept])
    names = theme_names(kept)
    return [
        Suggestion(rows[each.id], sentences(each, rows[each.id], names), each.score) for each in kept if each.id in rows
    ]


def compared(actor: Actor, most: int) -> list[engine.Match]:
    """Matches of an actor, best first: three queries."""
    mine = themes_of([actor.pk]).get(actor.pk, {})
    circles = circles_of(actor.contribution.territory_id)
    close = frozenset(pk for pk, level in circles.items() if level in CLOSE)
    one = profile(actor.pk, actor.role, actor.contribution.territory_id, mine, close)
    return engine.rank(one, candidates(one, circles), most) if one.themes else []


def circles_of(territory_id: int) -> dict[int, str]:
    """What lies around a territory, itself included, up to its département, with its level."""
    rows = Within.objects.filter(inside=territory_id, outside__level__in=AROUND)
    return dict(rows.values_list("outside", "outside__level"))


def candidates(one: Profile, circles: Mapping[int, str]) -> list[Profile]:
    """Those around who share a theme with an actor, the most promising first; two queries, linear in what they say."""
    close = [pk for pk, level in circles.items() if level in CLOSE]
    near = Within.objects.filter(inside=OuterRef("actor__contribution__territory"), outside__in=close)
    inside = Within.objects.filter(outside__in=list(circles) or [one.place]).values("inside")
    found = (
        Subject.objects.filter(
            theme__in=one.themes,
            actor__contribution__state=State.PUBLISHED,
            actor__contribution__nature__in=PUBLIC_NATURES,
            actor__contribution__territory__in=inside,
        )
        .exclude(actor=one.id)
        .order_by()
        .values("actor", "actor__role", "actor__contribution__territory")
        .annotate(points=Sum(points(one)), is_near=Exists(near))
        .order_by("-points", "actor")
        .values_list("actor", "actor__role", "actor__contribution__territory", "is_near")[:SHORTLIST]
    )
    shortlist = list(found)
    said = themes_of([pk for pk, *_rest in shortlist])
    circle = frozenset(close)
    return [
        profile(pk, role, place, said[pk], circle if is_near else frozenset()) for pk, role, place, is_near in shortlist
    ]


def points(one: Profile) -> Case:
    """What one line of another actor is worth to this one; the engine's own points, but for themes told twice."""
    return Case(
        When(Q(side=Side.OFFERS, theme__in=one.seeks) | Q(side=Side.SEEKS, theme__in=one.offers), then=Value(OFFERED)),
        When(Q(side=Side.KNOWS, theme__in=one.seeks) | Q(side=Side.SEEKS, theme__in=one.knows), then=Value(KNOWN)),
        default=Value(SHARED),
        output_field=IntegerField(),
    )


def themes_of(ids: Sequence[int]) -> dict[int, dict[Side, frozenset[int]]]:
    """Themes by actor and side; one query."""
    found: dict[int, dict[Side, set[int]]] = {}
    for pk, side, theme in Subject.objects.filter(actor__in=ids).order_by().values_list("actor", "side", "theme"):
        found.setdefault(pk, {}).setdefault(Side(side), set()).add(theme)
    return {pk: {side: frozenset(themes) for side, themes in sides.items()} for pk, sides in found.items()}


def profile(pk: int, role: str, place: int, themes: Themes, circles: frozenset[int]) -> Profile:
    nothing: frozenset[int] = frozenset()
    return Profile(
        pk,
        themes.get(Side.KNOWS, nothing),
        themes.get(Side.SEEKS, nothing),
        themes.get(Side.OFFERS, nothing),
        place,
        circles,
        role in RESEARCH,
    )


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
    said = themes_of([actor.pk, other.pk])
    one, two = (
        profile(
            each.pk,
            each.role,
            each.contribution.territory_id,
            said.get(each.pk, {}),
            frozenset(pk for pk, level in circles_of(each.contribution.territory_id).items() if level in CLOSE),
        )
        for each in (actor, other)
    )
    found = engine.match(one, two)
    names = theme_names([found]) if found is not None else {}
    return sentences(found, other, names) if found is not None else []
