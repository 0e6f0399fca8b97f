"""Lessons that have waited too long for their next step, and who is told: those who keep them, then those around."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max

from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import finding
from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State

PATIENCE = {Stage.OBSERVED: 30, Stage.ANALYSED: 60, Stage.DECIDED: 30, Stage.UNDER_WAY: 120, Stage.DONE: 90}  # days


@dataclass(frozen=True)
class Waiting:
    """`days`: since its last step. `climbs`: how many times its patience has passed, from 1."""

    lesson: Lesson
    days: int
    climbs: int


def waiting() -> Iterator[Waiting]:
    """Those that nobody has moved for longer than their stage bears, the longest first."""
    rows = finding.lessons().filter(stage__in=list(PATIENCE)).exclude(contribution__state=State.WITHDRAWN)
    now = clock.now()
    shortest = min(PATIENCE.values())
    moved = rows.annotate(moved_at=Max("moves__at")).filter(moved_at__lt=now - timedelta(days=shortest))
    for row in moved.order_by("moved_at", "pk"):
        days = (now - row.moved_at).days
        patience = PATIENCE[Stage(row.stage)]
        if days >= patience:
            yield Waiting(row, days, days // patience)


def told(one: Waiting) -> list[User]:
    """Who coordinates the closest territory that has somebody; each time its patience passes again, one further out."""
    place = one.lesson.contribution.territory_id
    scopes = Scope.objects.filter(post=Post.COORDINATOR, territory__inward__inside=place, user__is_active=True)
    rings: dict[int, dict[int, User]] = {}
    for scope in scopes.annotate(far=Max("territory__inward__distance")).select_related("user").order_by("far", "pk"):
        rings.setdefault(scope.far, {})[scope.user_id] = scope.user
    near = [rings[far] for far in sorted(rings)][: one.climbs]
    return list({key: user for ring in near for key, user in ring.items()}.values())
