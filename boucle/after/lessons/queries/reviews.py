"""Reviews, and the lessons that each of them raised."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from boucle.after.lessons.models import Lesson, Review
from boucle.after.lessons.queries import finding
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

MOST_OFFERED = 50


def of_place(place: Territory) -> QuerySet[Review]:
    """Of a territory and of everything in it, last held first."""
    return rows().filter(territory__in=territories.descendants_ids(place))


def one(place: Territory, number: int) -> Review | None:
    """By the address of its page, under an open territory: held there, around it or in it."""
    return rows().filter(is_near(place), pk=number).first()


def near(place: Territory) -> list[Review]:
    """Those that may have raised a lesson of this place: held there, around it or in it, last held first."""
    return list(rows().filter(is_near(place))[:MOST_OFFERED])


def is_near(place: Territory) -> Q:
    inside, around = territories.descendants_ids(place), territories.ancestors(place.pk)
    return Q(territory__in=inside) | Q(territory__in=around)


def rows() -> QuerySet[Review]:
    return Review.objects.select_related("territory", "event").order_by("-held_on", "-id")


def raised(numbers: Collection[int], user: accounts.Somebody) -> dict[int, list[Lesson]]:
    """The lessons that came from these reviews and that somebody may read, by review."""
    found: dict[int, list[Lesson]] = defaultdict(list)
    for row in finding.lessons().filter(finding.seen(user), review__in=numbers).order_by("pk"):
        found[row.review_id or 0].append(row)
    return found
