"""What was learnt about some contributions or in some situations, told to the rooms that ask the lifecycle."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse

from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Link
from boucle.foundation.lifecycle.registry import Learnt, Taught

LONGEST = 200
UNSHOWN = ("raw", "expected", "why", "error_words")  # long texts


def read(asked: Taught) -> list[Learnt]:
    """Registered with the lifecycle: lessons that everybody reads and nobody refused; one query."""
    touching = Link.objects.filter(
        source=OuterRef("pk"), type__in=[LinkType.CHANGES, LinkType.SUPPORTS], target__in=asked.contributions
    )
    here = Q(event__in=asked.situations) | Q(contribution__territory__in=asked.places)
    rows = Lesson.objects.filter(Q(Exists(touching)) | here, contribution__state=State.PUBLISHED)
    return [told(row) for row in narrowed(rows.exclude(stage=Stage.REFUSED), asked)]


def narrowed(rows: QuerySet[Lesson], asked: Taught) -> QuerySet[Lesson]:
    """Those that are asked for, still open first, then the newest."""
    if asked.among is not None:
        rows = rows.filter(pk__in=asked.among)
    if asked.only_open:
        rows = rows.exclude(stage=Stage.VERIFIED)
    is_closed = ExpressionWrapper(Q(stage=Stage.VERIFIED), BooleanField())
    ordered = rows.order_by(is_closed, "-observed_on", "contribution__title", "pk")
    return ordered.select_related("contribution", "event").defer(*UNSHOWN)[: asked.most]


def told(row: Lesson) -> Learnt:
    return Learnt(
        title=row.contribution.title,
        address=reverse("lessons:lesson", args=[row.contribution.reference]),
        words=documents.summary(row.next or row.happened or row.contribution.text, LONGEST),
        event=row.event.name if row.event else "",
        on=row.observed_on,
        stage=row.get_stage_display(),
        is_open=row.is_open,
        contribution=row.pk,
        happened=row.happened,
    )
