"""Lessons and testimonies by the names that people give them, and as lists."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Decision, Lesson, Testimony
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Contribution, Link
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

MOST_EVENTS = 30
OPEN_STATES = (State.PROPOSED, State.RETURNED, State.PUBLISHED)


def lessons() -> QuerySet[Lesson]:
    rows = Lesson.objects.select_related("contribution__territory", "contribution__theme", "event")
    return rows.defer("raw")


def lesson(reference: str) -> Lesson | None:
    """Takes small letters, and the signs that people confuse."""
    row = lifecycle.by_reference(reference)
    joined = ("contribution__territory", "contribution__theme", "event__territory", "review__territory")
    found = Lesson.objects.select_related(*joined)
    return found.filter(pk=row.pk).first() if row is not None and row.kind == "lesson" else None


def seen(user: accounts.Somebody) -> Q:
    """What somebody reads of lessons and testimonies: the public ones, and the drafts of where they see everything."""
    drafts = accounts.covered(user, Right.SEE, territory="contribution__territory", theme="contribution__theme")
    return Q(contribution__state=State.PUBLISHED) | (Q(contribution__state__in=OPEN_STATES) & drafts)


def testimonies() -> QuerySet[Testimony]:
    return Testimony.objects.select_related("contribution__territory", "event")


def testimony(reference: str) -> Testimony | None:
    row = lifecycle.by_reference(reference)
    return testimonies().filter(pk=row.pk).first() if row is not None and row.kind == "testimony" else None


def testimony_of(contribution: Contribution | None) -> Testimony | None:
    """Of a contribution found by its private link; None for another kind, or for one that was erased."""
    if contribution is None or contribution.kind != "testimony":
        return None
    return testimonies().filter(pk=contribution.pk).first()


def public(place: Territory) -> QuerySet[Lesson]:
    """Those of a territory and of everything in it that everybody reads, last seen first, with their last decision."""
    last = Decision.objects.filter(lesson=OuterRef("pk")).order_by("-id")
    rows = of_place(place).filter(contribution__state=State.PUBLISHED)
    return rows.annotate(
        last_verdict=Subquery(last.values("verdict")[:1]), last_reason=Subquery(last.values("reason")[:1])
    )


def stage_counts(place: Territory) -> dict[str, int]:
    """How many of those that everybody reads stand at each stage; one query."""
    rows = of_place(place).filter(contribution__state=State.PUBLISHED).order_by()
    return dict(rows.values_list("stage").annotate(n=Count("pk")))


def of_place(place: Territory) -> QuerySet[Lesson]:
    inside = territories.descendants_ids(place)
    return lessons().filter(contribution__territory__in=inside).order_by("-observed_on", "-pk")


def kept(place: Territory) -> QuerySet[Lesson]:
    """Those that somebody still has to take further, the oldest first."""
    rows = of_place(place).exclude(stage__in=[Stage.VERIFIED, Stage.REFUSED])
    return rows.exclude(contribution__state=State.WITHDRAWN).order_by("observed_on", "pk")


def unread(place: Territory) -> QuerySet[Testimony]:
    """Testimonies that feed no lesson yet, the oldest first."""
    used = Link.objects.filter(type=LinkType.LEARNT_FROM, source__kind="lesson").values("target")
    inside = territories.descendants_ids(place)
    rows = testimonies().filter(contribution__territory__in=inside, contribution__state__in=OPEN_STATES)
    return rows.exclude(pk__in=used).order_by("pk")


def events(place: Territory) -> list[Situation]:
    """What a testimony or a lesson may be about: situations of the place, of those around and in it, newest first."""
    near = Q(territory__in=territories.descendants_ids(place)) | Q(territory__inward__inside=place)
    rows = Situation.objects.filter(near).select_related("territory").distinct()
    return list(rows.order_by("-activated_at", "-id")[:MOST_EVENTS])


def taught_by(row: Testimony) -> list[Lesson]:
    """The lessons that are learnt from a testimony."""
    joined = Link.objects.filter(type=LinkType.LEARNT_FROM, target=row.pk).values("source")
    return list(lessons().filter(pk__in=joined).order_by("pk"))


def errors(place: Territory) -> QuerySet[Lesson]:
    """What the services of a place publish of their errors, last seen first."""
    return public(place).filter(is_error=True)


def good(place: Territory) -> QuerySet[Lesson]:
    """What went well and is worth doing again."""
    return public(place).filter(is_positive=True)


def people(place: Territory) -> QuerySet[User]:
    """To whom an action may be given: the members who see everything where it is."""
    scopes = Scope.objects.filter(accounts.covering(place.pk, None), accounts.having(Right.SEE))
    return User.objects.filter(pk__in=scopes.order_by().values("user"), is_active=True).order_by("name", "id")
