"""The people around a situation: who coordinates, who may be entrusted with a fiche."""

from django.db.models import F, Q

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory


def coordinators(territory: Territory) -> list[User]:
    """Those of the territory; else those of the closest territory around that has some."""
    scopes = Scope.objects.filter(
        accounts.present(), post=Post.COORDINATOR, territory__inward__inside=territory
    ).annotate(distance=F("territory__inward__distance"))
    found = list(scopes.select_related("user").order_by("distance", "user_id", "id"))
    closest = [scope for scope in found if scope.distance == found[0].distance]
    return list({scope.user_id: scope.user for scope in closest}.values())


def deciders(contribution: Contribution) -> list[Scope]:
    """Who may decide on a fiche and is present, the closest first; people, places and themes come along."""
    place = accounts.covering(contribution.territory_id, contribution.theme_id)
    scopes = Scope.objects.filter(place, accounts.present(), accounts.having(Right.DECIDE), Q(user__is_active=True))
    closest_first = ("territory__inward__distance", F("theme").asc(nulls_last=True), "is_deputy", "id")
    here = scopes.filter(territory__inward__inside=contribution.territory_id)
    found = here.select_related("user", "territory", "theme").order_by(*closest_first)
    return list({scope.user_id: scope for scope in reversed(list(found))}.values())[::-1]
