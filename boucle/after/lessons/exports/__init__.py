"""The published columns of testimonies and of lessons, after the shared ones."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.registry import Column

COLUMNS = (
    Column("stage", _("observed, analysed, decided, under_way, done, verified or refused"), attrgetter("lesson.stage")),
    Column("expected", _("what was expected"), attrgetter("lesson.expected")),
    Column("happened", _("what happened"), attrgetter("lesson.happened")),
    Column("why", _("why"), attrgetter("lesson.why")),
    Column("next", _("what is to be done from now on"), attrgetter("lesson.next")),
    Column("novelty", _("how new, 1 to 3; 0: not said"), attrgetter("lesson.novelty")),
    Column("severity", _("how serious, 1 to 3; 0: not said"), attrgetter("lesson.severity")),
    Column("loop", _("single, double, learning, or empty"), attrgetter("lesson.loop")),
    Column("is_positive", _("whether it went well"), attrgetter("lesson.is_positive")),
    Column("verdict", _("last decision: accepted, amended or refused"), attrgetter("lesson.verdict")),
    Column("reason", _("its reason"), attrgetter("lesson.reason")),
)
TESTIMONY_COLUMNS = (
    Column("speaker", _("resident, field or volunteer"), attrgetter("testimony.speaker")),
    Column("channel", _("form, phone or paper"), attrgetter("testimony.channel")),
    Column("may_quote", _("whether its author agrees to be quoted"), attrgetter("testimony.may_quote")),
)
LAST = "FROM lessons_decision d WHERE d.lesson_id = k.contribution_id ORDER BY d.id DESC LIMIT 1"
LOOKUPS = {
    "verdict": f"COALESCE((SELECT d.verdict {LAST}), '')",
    "reason": f"COALESCE((SELECT d.reason {LAST}), '')",
}
TESTIMONY_LOOKUPS: dict[str, str] = {}
LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "territory": _("Territory"),
    "theme": _("Theme"),
    "language": _("Language"),
    "event": _("Event"),
    "speaker": _("Who speaks"),
    "channel": _("How it came"),
    "pseudonym": _("Pseudonym"),
    "seen_on": _("Day when it was seen"),
    "may_quote": _("May be quoted"),
    "expected": _("What was expected"),
    "happened": _("What happened"),
    "why": _("Why"),
    "next": _("From now on"),
    "novelty": _("How new"),
    "severity": _("How serious"),
    "loop": _("Loop"),
    "is_positive": _("Went well"),
    "is_error": _("In the register of errors"),
    "error_words": _("Words of the register"),
}
