"""Reads: who may do what where, who is asked first, who is there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Q, QuerySet
from django.db.models.expressions import RawSQL

from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Invitation, Scope, User
from boucle.foundation.core import clock, ids, text
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory, Within

Somebody = User | AnonymousUser
NOWHERE = Q(pk__in=[])
LARGEST_ID = 2**63 - 1  # beyond it a forged number breaks both engines
FROM_CLOSEST = {level: rank for rank, level in enumerate(reversed(Level.values))}
# A theme and those above it; UNION, so that a tree that somebody made circular still ends.
THEME_AND_ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT id FROM situations_theme WHERE id = %s
        UNION
        SELECT theme.parent_id FROM situations_theme theme JOIN above ON theme.id = above.id
    )
    SELECT id FROM above WHERE id IS NOT NULL
"""


class Asked(NamedTuple):
    """Whom an item goes to: the holders of exactly this territory and this theme (None: every theme)."""

    territory_id: int
    theme_id: int | None


def scopes_of(user: Somebody) -> QuerySet[Scope]:
    """The scopes of somebody, with territory and theme; none for an anonymous or inactive user."""
    if not (user.is_authenticated and user.is_active):
        return Scope.objects.none()
    return Scope.objects.filter(user=user).select_related("territory", "theme").order_by("id")


def having(right: Right) -> Q:
    """Scopes that carry a right."""
    return Q(**{f"can_{Right(right).value}": True})


def present(on: date | None = None) -> Q:
    """Scopes whose holder is not away on that day (default: today); `absent_until` is the last day away."""
    day = on or clock.today()
    return Q(user__is_active=True) & (Q(absent_until__isnull=True) | Q(absent_until__lt=day))


def covering(territory_id: int, theme_id: int | None) -> Q:
    """Scopes that hold a place (theirs, or one inside) and a theme (theirs, one below, or any)."""
    if max(territory_id, theme_id or 0) > LARGEST_ID:
        return NOWHERE
    place = Q(territory__inward__inside=territory_id)
    if theme_id is None:
        return place & Q(theme__isnull=True)
    theme = Q(theme__isnull=True) | Q(theme__in=RawSQL(THEME_AND_ABOVE, [theme_id]))
    return place & theme & Q(Exists(Theme.objects.filter(pk=theme_id)))


def covered(user: Somebody, right: Right, *, territory: str = "territory", theme: str = "theme") -> Q:
    """A filter of the rows on which somebody has a right, for lists; two queries now, none per row.

    `territory` and `theme` are the rows' paths to them: `"contribution__territory"`."""
    themes_to_places: dict[int | None, set[int]] = defaultdict(set)
    for scope in scopes_of(user).filter(having(right)):
        themes_to_places[scope.theme_id].add(scope.territory_id)
    below = themes_below(held for held in themes_to_places if held)
    rows = NOWHERE
    for held, places in themes_to_places.items():
        here = Q(**{f"{territory}__in": Within.objects.filter(outside__in=places).values("inside")})
        rows |= here if held is None else here & Q(**{f"{theme}__in": below[held]})
    return rows


def themes_below(theme_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each theme, itself and every theme below it."""
    wanted = list(theme_ids)
    if not wanted:
        return {}
    parents = dict(Theme.objects.values_list("id", "parent"))
    return {top: {one for one in parents if top in themes_above(one, parents)} for top in wanted}


def themes_above(theme_id: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """A theme and those above it, closest first."""
    found: list[int] = []
    while theme_id and theme_id in parents and theme_id not in found:
        found.append(theme_id)
        theme_id = parents[theme_id]
    return found


def territories(user: Somebody, right: Right, *, post: Post | None = None) -> QuerySet[Territory]:
    """Territories where somebody has a right, for some theme at least; with `post`, in that post."""
    held = scopes_of(user).filter(having(right))
    return inside_of(held.filter(post=post) if post else held)


def coordinated(user: Somebody) -> QuerySet[Territory]:
    """Territories that somebody coordinates: theirs, and all those inside."""
    return inside_of(scopes_of(user).filter(post=Post.COORDINATOR))


def inside_of(scopes: QuerySet[Scope]) -> QuerySet[Territory]:
    outside = scopes.order_by().select_related(None).values("territory")
    return Territory.objects.filter(id__in=Within.objects.filter(outside__in=outside).values("inside"))


def holders(
    territory_id: int, theme_id: int | None, *, right: Right = Right.DECIDE, on: date | None = None
) -> list[User]:
    """The present members whose scope is exactly this one; deputies only when nobody else is there."""
    here = Scope.objects.filter(present(on), having(right), territory=territory_id, theme=theme_id)
    scopes = list(here.select_related("user").order_by("user__name", "user_id", "id"))
    asked = [scope for scope in scopes if not scope.is_deputy] or scopes
    return list({scope.user_id: scope.user for scope in asked}.values())


def chain(territory_id: int, theme_id: int | None, *, on: date | None = None) -> list[Asked]:
    """Whom an item goes to, then climbs to, each with at least one present decider; two queries.

    Referents first, closest place first and, in a place, its theme, the themes above, then every theme;
    coordinators last, closest first, where no referent answers for every theme yet."""
    parents = dict(Theme.objects.values_list("id", "parent")) if theme_id else {}
    themes: list[int | None] = [*themes_above(theme_id, parents), None]
    scopes = (
        Scope.objects.filter(present(on), having(Right.DECIDE), territory__inward__inside=territory_id)
        .filter(Q(theme__isnull=True) | Q(theme__in=[theme for theme in themes if theme]))
        .annotate(distance=F("territory__inward__distance"))
        .values_list("post", "distance", "territory__level", "territory", "theme")
    )
    steps = sorted(
        (post == Post.COORDINATOR, distance, FROM_CLOSEST[level], place, themes.index(theme), theme)
        for post, distance, level, place, theme in scopes
    )
    return list(dict.fromkeys(Asked(place, theme) for _, _, _, place, _, theme in steps))


def members(territory_id: int) -> QuerySet[Scope]:
    """Who holds which scope in a territory and in those inside it; people and places come along."""
    return listed(Scope.objects.filter(territory__outward__outside=territory_id))


def colleagues(user: Somebody) -> QuerySet[Scope]:
    """Who holds which scope in the territories that somebody coordinates."""
    return listed(Scope.objects.filter(territory__in=coordinated(user).order_by().values("id")))


def listed(scopes: QuerySet[Scope]) -> QuerySet[Scope]:
    """In the order of a list of people: by place, every theme first, deputies after those they stand in for."""
    theme_order = F("theme__rank").asc(nulls_first=True)
    order = ("territory__name", "territory", theme_order, "theme", "is_deputy", "id")
    return scopes.filter(user__is_active=True).select_related("user", "territory", "theme").order_by(*order)


def coordinators_left(user: User) -> list[Territory]:
    """Territories that nobody would coordinate if this member left."""
    own = list(scopes_of(user).filter(post=Post.COORDINATOR))
    others = Scope.objects.filter(post=Post.COORDINATOR, user__is_active=True).exclude(user=user)
    kept = set(others.filter(territory__in=[scope.territory_id for scope in own]).values_list("territory", flat=True))
    return [scope.territory for scope in own if scope.territory_id not in kept]


def find_coordinated(user: Somebody, typed: str) -> list[Territory]:
    """Coordinated territories under a name or a code as typed, most populous first; ten at most."""
    found = coordinated(user).filter(
        Q(code__iexact=typed) | Q(slug=typed.lower()) | Q(name__iexact=typed) | Q(postal_names__folded=text.fold(typed))
    )
    return list(found.distinct().order_by(F("population").desc(nulls_last=True), "id")[:10])


def invitation(secret: str) -> Invitation | None:
    """The invitation whose link holds this secret."""
    rows = Invitation.objects.select_related("territory", "theme", "invited_by")
    return rows.filter(secret_hash=ids.digest(secret)).first()


def waiting_invitations(user: Somebody, place: Territory | None = None) -> QuerySet[Invitation]:
    """Invitations to what somebody coordinates (or to one place of it) that can still be answered."""
    places = coordinated(user)
    if place:
        places = places.filter(outward__outside=place)
    open_ones = Invitation.objects.filter(accepted_at__isnull=True, expires_at__gt=clock.now())
    here = open_ones.filter(territory__in=places.order_by().values("id"))
    return here.select_related("territory", "theme", "invited_by")
