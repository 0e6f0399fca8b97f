"""Whose testimony a lesson comes from, and the signed address by which they read what became of it."""

from django.core import signing
from django.urls import reverse

from boucle.after.lessons.models import Lesson, Testimony
from boucle.after.lessons.queries import finding
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Link

SALT = "boucle.testimony.became"


def of_lesson(lesson: Lesson) -> list[Testimony]:
    """The testimonies that it is learnt from and that nobody took back or rejected, the first first."""
    joined = Link.objects.filter(type=LinkType.LEARNT_FROM, source=lesson.pk).values("target")
    rows = finding.testimonies().filter(pk__in=joined).select_related("contribution__author")
    return list(rows.exclude(contribution__state__in=[State.WITHDRAWN, State.REJECTED]).order_by("pk"))


def became_path(testimony: Testimony) -> str:
    """Of the page that says what became of it. The secret of the private link is kept nowhere: this one is signed, and
    changes nothing."""
    return reverse("lessons:became", args=[signing.Signer(salt=SALT).sign(testimony.contribution.uid.hex)])


def by_token(token: str) -> Testimony | None:
    """None for a token that is forged, or whose testimony was erased."""
    try:
        uid = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return finding.testimonies().filter(contribution__uid=uid, contribution__erased_at__isnull=True).first()
