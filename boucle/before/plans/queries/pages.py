"""What the pages of a plan say of it: its figures in a sentence, its last change, what is linked to a section."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.plans.enums import Mark
from boucle.before.plans.models import Measure, Plan, Section, StaffText
from boucle.before.plans.queries import finding, notes
from boucle.before.plans.queries.tree import Node, Tree
from boucle.before.plans.queries.words import counted
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import LinkType, State, Verb
from boucle.foundation.lifecycle.models import Contribution, Transition
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.territories.models import Territory

LAST_CHANGES = 5


@dataclass(frozen=True)
class Linked:
    """Something public that says that it may change a section: a consultation, a lesson."""

    kind: Any  # lazy
    title: str
    url: str


@dataclass(frozen=True)
class Changed:
    """A section whose text the public has lately seen change."""

    node: Node
    transition: Transition


def listed(place: Territory) -> QuerySet[Plan]:
    """The plans of a territory with how many sections the public reads, and how many of them are late: one query."""
    published = Q(sections__contribution__state=State.PUBLISHED)
    late = published & Q(sections__contribution__review_on__lt=clock.today())
    return finding.of_territory(place).annotate(
        published_sections=Count("sections", filter=published, distinct=True),
        late_sections=Count("sections", filter=late, distinct=True),
    )


def lede(tree: Tree, changed: list[Changed]) -> str:
    """`Dix-neuf sections. Treize sont à jour, une est en retard. La section 4.3 a changé le 14 janvier.`"""
    number = len(tree.nodes)
    if not number:
        return _("No section yet.")
    total = ngettext("%(count)s section.", "%(count)s sections.", number) % {"count": counted(number)}
    last = changed[0] if changed else None
    told = [capital(total), standing(tree), last_words(last)]
    return " ".join(each for each in told if each)


def standing(tree: Tree) -> str:
    """How many stand how, the good ones first."""
    counts = tree.counts
    if counts[Mark.CURRENT] == len(tree.nodes) > 1:
        return _("All are up to date.")
    said = [sentence(mark, counts[mark]) for mark in Mark if counts[mark]]
    return capital(", ".join(said)) + "."


def sentence(mark: Mark, number: int) -> str:
    words = {"count": counted(number)}
    if mark == Mark.CURRENT:
        return ngettext("%(count)s is up to date", "%(count)s are up to date", number) % words
    if mark == Mark.SOON:
        return ngettext("%(count)s is to be reviewed soon", "%(count)s are to be reviewed soon", number) % words
    if mark == Mark.LATE:
        return ngettext("%(count)s is late", "%(count)s are late", number) % words
    return ngettext("%(count)s is a draft", "%(count)s are drafts", number) % words


def last_words(last: Changed | None) -> str:
    if last is None:
        return ""
    day = date_format(last.transition.at, "j F")
    return _("Section %(number)s changed on %(day)s.") % {"number": last.node.number, "day": day}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changed(plan: Plan, tree: Tree) -> list[Changed]:
    """The last sections of those that the reader sees whose public text was replaced, newest first; one query."""
    nodes = {node.section.pk: node for node in tree.nodes}
    lines = Transition.objects.filter(
        contribution__in=nodes, verb=Verb.PUBLISH, source=State.PUBLISHED, contribution__state=State.PUBLISHED
    ).order_by("-at", "-pk")
    found: dict[int, Transition] = {}
    for line in lines[: 4 * LAST_CHANGES]:
        found.setdefault(line.contribution_id, line)
    return [Changed(nodes[pk], line) for pk, line in list(found.items())[:LAST_CHANGES]]


def linked(section: Section, besides: Collection[str] = ()) -> list[Linked]:
    """What everybody may read and says that it may change this section; one query.

    `besides`: addresses that the page shows already."""
    rows = Contribution.objects.filter(
        links_out__target=section.pk,
        links_out__type=LinkType.CHANGES,
        state=State.PUBLISHED,
        nature__in=PUBLIC_NATURES,
    ).exclude(kind__in=["note", "section"])
    kinds = [(row, registry.kind(row.kind)) for row in rows.distinct().order_by("-published_at", "-pk")]
    found = [
        Linked(kind.label, row.title, reverse(kind.url_name, args=[row.reference]))
        for row, kind in kinds
        if kind.url_name
    ]
    return [one for one in found if one.url not in besides]


def measures(section: Section) -> list[Measure]:
    """Those that an activation takes, in their order."""
    return list(section.measures.filter(is_retired=False))


def staff_text(section: Section) -> StaffText | None:
    return section.staff_texts.select_related("written_by").first()


@dataclass(frozen=True)
class Waiting:
    """What waits for whoever keeps a plan."""

    plan: Plan
    revisions: list[Section]
    drafts: int
    late: int
    notes: int


def waiting(plan: Plan) -> Waiting:
    rows = finding.sections().filter(plan=plan)
    published = rows.filter(contribution__state=State.PUBLISHED)
    return Waiting(
        plan=plan,
        revisions=list(rows.filter(contribution__has_waiting_revision=True).order_by("contribution")),
        drafts=rows.filter(contribution__state__in=[State.PROPOSED, State.RETURNED]).count(),
        late=published.filter(contribution__review_on__lt=clock.today()).count(),
        notes=notes.to_answer(plan).count(),
    )
