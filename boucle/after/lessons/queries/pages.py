"""What the page of a lesson says: each step of its way round, with its day and who."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from boucle.after.lessons.engine import levels
from boucle.after.lessons.models import Change, Check, Decision, Lesson, Move, Recommendation, Testimony
from boucle.after.lessons.queries import finding
from boucle.commons.moderation import engine as diffs
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Contribution, Revision
from boucle.foundation.tasks.models import Task


@dataclass(frozen=True)
class Shown:
    """A change of a section with its text in pieces; `url` of the section, where everybody may read it."""

    change: Change
    pieces: Sequence[diffs.Piece]
    title: str
    url: str


@dataclass(frozen=True)
class Way:
    """Everything on the way of one lesson, step after step."""

    testimonies: list[Testimony]
    earlier: list[Lesson]  # lessons that taught it
    later: list[Lesson]  # lessons that it taught
    recommendations: list[Recommendation]
    decisions: list[Decision]
    tasks: list[Task]
    changes: list[Shown]
    checks: list[Check]
    moves: list[Move]

    @property
    def days(self) -> int | None:
        """From what was seen to the proof."""
        verified = self.moves[-1].lesson.verified_on if self.moves else None
        return (verified - self.moves[-1].lesson.observed_on).days if verified else None


def level(row: Lesson) -> int:
    return levels.level(row.novelty, row.severity)


def way(row: Lesson, user: accounts.Somebody) -> Way:
    """What taught it, and what it taught, come from anywhere: of each, what somebody may read."""
    seen = finding.seen(user)
    joined = Contribution.objects.filter(links_in__source=row.pk, links_in__type=LinkType.LEARNT_FROM)
    taught = Contribution.objects.filter(links_out__target=row.pk, links_out__type=LinkType.LEARNT_FROM)
    return Way(
        testimonies=list(finding.testimonies().filter(seen, pk__in=joined.values("pk")).order_by("pk")),
        earlier=list(finding.lessons().filter(seen, pk__in=joined.values("pk")).order_by("observed_on", "pk")),
        later=list(finding.lessons().filter(seen, pk__in=taught.values("pk")).order_by("observed_on", "pk")),
        recommendations=list(row.recommendations.select_related("by")),
        decisions=list(row.decisions.select_related("by")),
        tasks=list(Task.objects.filter(origin=row.pk).select_related("owner", "ended_by")),
        changes=[changed(one) for one in row.changes.select_related("section")],
        checks=list(row.checks.select_related("event", "by")),
        moves=list(row.moves.select_related("by", "lesson")),
    )


def changed(row: Change) -> Shown:
    """The text of the section before and after, word by word; nothing else of it."""
    if row.section is None:
        return Shown(row, (), "", "")
    before, after = row.before or 0, row.after or 0
    texts = dict(
        Revision.objects.filter(contribution=row.section, number__in=(before, after)).values_list(
            "number", "content__text"
        )
    )
    pieces = diffs.compare(str(texts.get(before) or ""), str(texts.get(after) or ""))
    return Shown(row, pieces, row.section.title, address(row.section))


def address(row: Contribution) -> str:
    """The page of a contribution that everybody may read."""
    if not row.is_public:
        return ""
    try:
        return reverse(registry.kind(row.kind).url_name, args=[row.reference])
    except NoReverseMatch:
        return ""


def sections(row: Lesson) -> list[tuple[Contribution, list[Revision]]]:
    """Sections around a lesson that have two versions at least, with their versions, the newest first."""
    place = row.contribution.territory_id
    rows = Contribution.objects.filter(
        kind="section", state=State.PUBLISHED, territory__inward__inside=place, number__gte=2
    ) | Contribution.objects.filter(
        kind="section", state=State.PUBLISHED, territory__outward__outside=place, number__gte=2
    )
    found = rows.distinct().order_by("title", "pk").prefetch_related("revisions")
    return [(one, shown_versions(one)) for one in found]


def shown_versions(row: Contribution) -> list[Revision]:
    """Those that are not waiting, up to the one that everybody reads."""
    rows = [one for one in row.revisions.all() if not one.is_waiting and one.number <= row.number]
    return sorted(rows, key=lambda one: -one.number)
