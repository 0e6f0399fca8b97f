"""What a testimony and a lesson add to the content of their contribution, as JSON values: public words only."""

from typing import Any

from boucle.after.lessons.enums import Degree, Loop, Speaker
from boucle.after.lessons.models import Lesson, Testimony
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Panel

TESTIMONY_FIELDS = ("speaker", "channel", "pseudonym", "may_quote")
LESSON_FIELDS = (
    "expected", "happened", "why", "next", "novelty", "severity", "loop", "is_positive", "is_error", "error_words",
)  # fmt: skip


def testimony_content(contribution: Contribution) -> dict[str, Any]:
    """Without the words as they came, nor the embargo: nobody reads them in a revision."""
    row = Testimony.objects.select_related("event").filter(pk=contribution.pk).first()
    if row is None:
        return {}
    seen_on = row.seen_on.isoformat() if row.seen_on else ""
    event = row.event_id if row.event else 0
    return {name: getattr(row, name) for name in TESTIMONY_FIELDS} | {"seen_on": seen_on, "event": event}


def lesson_content(contribution: Contribution) -> dict[str, Any]:
    row = Lesson.objects.filter(pk=contribution.pk).first()
    if row is None:
        return {}
    return {name: getattr(row, name) for name in LESSON_FIELDS} | {"event": row.event_id or 0}


def lesson_searched(contribution: Contribution) -> str:
    """Its four answers: people look for them."""
    row = Lesson.objects.filter(pk=contribution.pk).first()
    return " ".join((row.expected, row.happened, row.why, row.next, row.error_words)) if row else ""


def words(name: str, value: Any) -> str | None:
    """Fields of both, in words."""
    if name == "speaker" and value in Speaker.values:
        return str(Speaker(value).label)
    if name == "loop" and value in Loop.values:
        return str(Loop(value).label)
    if name in ("novelty", "severity"):
        return str(Degree(value).label) if value else ""
    return None


def panel(contribution: Contribution) -> Panel | None:
    """What a referent reads beside a testimony: the words as they came, and whether they may be shown."""
    row = Testimony.objects.select_related("event").filter(pk=contribution.pk).first()
    return Panel("lessons/testimony_panel.html", {"testimony": row}) if row is not None else None
