"""What was learnt about some contributions or in some situations, told to the rooms that ask the lifecycle."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.registry import Learnt

LONGEST = 200


def read(contributions: Collection[int], situations: Collection[int], places: Collection[int]) -> list[Learnt]:
    """Registered with the lifecycle: lessons that everybody reads and nobody refused; one query."""
    about = Q(
        contribution__links_out__target__in=contributions,
        contribution__links_out__type__in=[LinkType.CHANGES, LinkType.SUPPORTS],
    )
    here = Q(event__in=situations) | Q(contribution__territory__in=places)
    rows = Lesson.objects.filter(about | here, contribution__state=State.PUBLISHED)
    found = rows.exclude(stage=Stage.REFUSED).select_related("contribution", "event").defer("raw").distinct()
    return [told(row) for row in found.order_by("-observed_on", "pk")]


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
