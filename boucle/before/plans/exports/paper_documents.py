"""The documents themselves: the whole plan, a role's pack, a card, a section, the directory."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from boucle.before.plans.enums import Content
from boucle.before.plans.exports import paper, paper_parts
from boucle.before.plans.exports.paper import Markdown, Paper, Part
from boucle.before.plans.models import Card
from boucle.before.plans.queries import coverage, links
from boucle.before.plans.queries.packs import Pack, Task
from boucle.before.plans.queries.papers import Placed, Whole


def plan(found: Whole) -> Paper:
    """Cover, contents, sections, what the law asks."""
    begun = Part(_("What it is for"), blocks=(paper.Prose(Markdown(found.plan.introduction)),))
    parts = (
        *([begun] if found.plan.introduction else []),
        *(paper_parts.section(placed) for placed in found.sections),
        *paper_parts.law(coverage.of(found.plan)),
    )
    return Paper("plan", title=found.plan.name, parts=parts, **around(found))


def around(found: Whole, url: str = "") -> dict[str, Any]:
    return paper.frame(found.plan, is_staff=found.is_staff, at=found.revised_at, url=url)


def sheet(found: Whole, placed: Placed) -> Paper:
    """One section as a reflex sheet."""
    part = paper_parts.section(placed)
    url = links.section(found.plan, placed.section.contribution.reference)
    return Paper("pages", title=f"{part.number} {part.title}", parts=(untitled(part),), **around(found, url))


def untitled(part: Part) -> Part:
    return Part("", marks=part.marks, facts=part.facts, blocks=part.blocks, is_draft=part.is_draft)


def card(found: Whole, placed: Placed, row: Card) -> Paper:
    """One action card on one page."""
    part = Part("", number=placed.number, blocks=(paper_parts.card(row),))
    url = links.section(found.plan, placed.section.contribution.reference)
    return Paper("card", title=row.title, parts=(part,), **around(found, url))


def pack(found: Whole, made: Pack) -> Paper:
    """All that a role does: the first page says what to do, in order."""
    lede = _("All that this role does.")
    return Paper("pages", title=made.role, parts=tuple(chapters(made)), lede=lede, **around(found))


def chapters(made: Pack) -> Iterator[Part]:
    yield Part(_("What to do, in order"), blocks=(todo(made),))
    if made.cards:
        cards = tuple(paper_parts.card(row) for row in made.cards)
        yield Part(_("Action cards"), blocks=cards, begins_page=True)
    if made.messages:
        yield Part(_("Messages ready to paste"), blocks=tuple(paper_parts.messages(made.messages)), begins_page=True)
    if made.people:
        yield Part(_("Whom to call"), blocks=(paper_parts.people(made.people),))
    if made.sections:
        yield Part(_("Where it stands in the plan"), blocks=(sources(made),))


def todo(made: Pack) -> paper.Prose | paper.Table:
    if not made.tasks:
        return paper.Prose(Markdown(_("No measure is written for this role: its action cards say what it does.")))
    head = (_("When"), _("Measure"), _("Section"))
    return paper.Table("", head, tuple(task(each) for each in made.tasks), is_ticked=True)


def task(each: Task) -> tuple[str, str, str]:
    return paper_parts.when(each.measure), paper_parts.measure_words(each.measure), each.placed.number


def sources(made: Pack) -> paper.Table:
    rows = tuple((placed.number, placed.section.contribution.title, placed.section.holder) for placed in made.sections)
    return paper.Table("", (_("Number"), _("Section"), _("Held by")), rows)


def directory(found: Whole) -> Paper:
    """The order of alert, who stands in for whom. For the crisis staff."""
    lists = [placed for placed in found.sections if placed.section.content == Content.DIRECTORY and placed.listed]
    parts = tuple(
        Part(placed.section.contribution.title, number=placed.number, blocks=tuple(paper_parts.lists(placed.listed)))
        for placed in lists
        if placed.listed
    )
    lede = _("Try the numbers twice a year: those that were not dialled for six months do not answer.")
    return Paper("pages", title=_("Directory"), parts=parts, lede=lede, **around(found))
