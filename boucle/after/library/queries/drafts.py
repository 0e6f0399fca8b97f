"""Drafts, and what has to be said of them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boucle.after.library.enums import DraftStage
from boucle.after.library.models import Draft
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Counted:
    """What was found in a report."""

    sessions: int
    speakers: int
    leads: int
    fieldwork: int
    references: int
    links: int


@dataclass(frozen=True)
class Said:
    """Something to look at, in words, and the line of the text where it stands."""

    words: str
    line: int


def of(place: Territory) -> QuerySet[Draft]:
    return light().filter(territory=place).order_by("-id")


def light() -> QuerySet[Draft]:
    """Without their text and what was found in it, hundreds of kilobytes: who needs them reads them."""
    return Draft.objects.defer("text", "found")


def waiting() -> list[int]:
    """Those that the worker publishes, in the order in which somebody asked."""
    return list(Draft.objects.filter(stage=DraftStage.WAITING).order_by("asked_at", "pk").values_list("pk", flat=True))


def by_key(key: str) -> Draft | None:
    return light().select_related("territory", "report").filter(key=key.upper()).first() if key.isalnum() else None


def counted(draft: Draft) -> Counted:
    sessions = draft.found["sessions"]
    pieces = Counter(piece["variety"] for session in sessions for piece in session["pieces"])
    return Counted(
        sessions=len(sessions),
        speakers=sum(len(session["speakers"]) for session in sessions),
        leads=pieces["lead"],
        fieldwork=pieces["fieldwork"],
        references=pieces["reference"],
        links=draft.found["link_count"],
    )


def warnings(draft: Draft) -> list[Said]:
    """What is strange, in the order of the text; a date that was given since is said no more."""
    undated = {session["line"] for session in draft.found["sessions"] if not session["date"]}
    return [
        Said(sentence(each["code"], each["words"]), each["line"])
        for each in sorted(draft.found["warnings"], key=lambda each: int(each["line"]))
        if each["code"] != "date" or each["line"] in undated
    ]


def sentence(code: str, words: str) -> str:
    return {
        "date": _("The text does not say on which day this session was held: %(words)s"),
        "scheme": _("This address has no https:// in the text; it was added, check that it is right: %(words)s"),
        "twice": _("This session stands twice: what the second adds was put with the first. %(words)s"),
        "speakers": _("Nobody is said to have spoken in this session: %(words)s"),
        "mail": _(
            "The preface holds e-mail addresses: they will not be published. The names beside them will, unless "
            "you take them out. %(words)s"
        ),
        "empty": _("No session was found: %(words)s"),
    }[code] % {"words": words}
