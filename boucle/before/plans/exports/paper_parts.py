"""Sections as parts of a document: tags, text, what they list, what their roles do."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from boucle.before.plans.exports import paper
from boucle.before.plans.exports.paper import Block, Markdown, Part
from boucle.before.plans.models import Card, Entry, Measure, Message
from boucle.before.plans.models import Person as Line
from boucle.before.plans.queries import entries
from boucle.before.plans.queries.coverage import Covered
from boucle.before.plans.queries.entries import Listed, Row
from boucle.before.plans.queries.papers import Placed
from boucle.before.plans.templatetags.plans_active import after_start


def section(placed: Placed) -> Part:
    row = placed.section.contribution
    return Part(
        title=row.title,
        number=placed.number,
        depth=placed.depth,
        marks=" · ".join(marks(placed)),
        facts=" · ".join(facts(placed)),
        blocks=tuple(blocks(placed)),
        is_draft=placed.is_draft,
    )


def marks(placed: Placed) -> Iterator[str]:
    section = placed.section
    shown = (section.get_hazard_display(), section.get_phase_display(), section.get_discipline_display())
    yield from (capfirst(each) for each in shown if each)


def facts(placed: Placed) -> Iterator[str]:
    row = placed.section.contribution
    if placed.section.holder:
        yield _("Kept by: %(name)s") % {"name": placed.section.holder}
    if row.review_on and not placed.is_draft:
        yield _("To review before %(day)s") % {"day": paper.day(row.review_on)}
    yield _("Revision %(number)s") % {"number": row.number}


def blocks(placed: Placed) -> Iterator[Block]:
    if text := placed.section.contribution.text:
        yield paper.Prose(Markdown(text))
    if evidence := placed.section.evidence:
        yield paper.Prose(Markdown(_("It rests on: %(evidence)s") % {"evidence": evidence}))
    if placed.measures:
        yield measures(placed.measures)
    if placed.listed:
        yield from lists(placed.listed)
    if placed.staff_text:
        yield paper.Prose(Markdown(placed.staff_text), is_staff=True)


def measures(rows: Iterable[Measure], caption: str = "") -> paper.Table:
    head = (_("Measure"), _("Role"), _("When"))
    told = tuple((measure_words(row), row.role, when(row)) for row in rows)
    return paper.Table(caption or _("To do when the plan is activated"), head, told, is_ticked=True)


def measure_words(row: Measure) -> str:
    return f"{row.title}\n{row.detail}" if row.detail else row.title


def when(row: Measure) -> str:
    """As people say it; minutes from the beginning otherwise."""
    if row.moment:
        return row.moment
    return "" if row.minutes is None else after_start(row.minutes)


def lists(listed: Listed) -> Iterator[Block]:
    """What a section lists, in the shape of its content."""
    if not listed.rows:
        return
    if listed.type.model is Card:
        yield from (card(row.entry) for row in listed.rows if isinstance(row.entry, Card))
    elif listed.type.model is Message:
        yield from messages(listed.rows)
    elif listed.type.model is Line:
        yield directory(listed)
    elif listed.groups:
        yield from (table(listed, group.rows, str(group.label)) for group in listed.groups)
    else:
        yield table(listed, listed.rows, str(listed.type.content.label))


def table(listed: Listed, rows: Sequence[Row], caption: str) -> paper.Table:
    """The columns that say something; with people to reach for the staff."""
    labels = [str(label) for label, _number in listed.heads]
    kept = [place for place in range(len(labels)) if any(row.cells[place].value for row in rows)]
    has_contact = any(row.contact for row in rows)
    head = (
        pgettext("entry", "Name"),
        *(labels[place] for place in kept),
        *((_("Who to reach"),) if has_contact else ()),
    )
    told = tuple(
        (str(row.entry), *(row.cells[place].value for place in kept), *((reached(row),) if has_contact else ()))
        for row in rows
    )
    numbers = (False, *(listed.heads[place][1] for place in kept), *((False,) if has_contact else ()))
    return paper.Table(capfirst(caption), head, told, numbers)


def reached(row: Row) -> str:
    known = row.contact
    return "\n".join(filter(None, (known.name, known.phone, known.email))) if known else ""


def card(row: Card) -> paper.Card:
    role = " · ".join(filter(None, (row.role, row.get_discipline_display())))
    return paper.Card(row.title, role, row.trigger, tuple(Markdown(str(step)) for step in row.steps))


def messages(rows: Iterable[Row]) -> Iterator[paper.Message]:
    for row in rows:
        if isinstance(row.entry, Message):
            yield paper.Message(row.entry.title, capfirst(" · ".join(way(row.entry))), row.entry.text)


def way(message: Message) -> Iterator[str]:
    """How it goes out, for which hazard; its language where it is not the reader's."""
    said = (entries.said(message, "channel"), entries.said(message, "hazard"))
    yield from (each for each in said if each)
    if message.language[:2] != (get_language() or "fr")[:2]:
        yield message.language


def directory(listed: Listed) -> paper.Directory:
    chain = tuple(person(link.row, [person(row) for row in link.deputies]) for link in listed.chain)
    return paper.Directory(chain, tuple(person(row) for row in listed.others))


def people(rows: Iterable[Row]) -> paper.Directory:
    """Lines by themselves, in their order."""
    return paper.Directory((), tuple(person(row) for row in rows))


def person(row: Row, deputies: Sequence[paper.Person] = ()) -> paper.Person:
    entry: Entry = row.entry
    assert isinstance(entry, Line)
    known = row.contact
    phones = filter(None, (entry.public_phone, known.phone if known else ""))
    return paper.Person(
        rank=str(entry.rank or ""),
        function=entry.function,
        beside=" · ".join(filter(None, (entry.organisation, entries.said(entry, "discipline")))),
        name=known.name if known else "",
        phones=tuple(phones),
        mail=known.email if known else "",
        deputies=tuple(deputies),
    )


def law(found: Iterable[Covered]) -> Iterator[Part]:
    """What each list of the law asks, chapter by chapter; nothing without a list."""
    shown = [each for each in found if each.figure is not None]
    told = tuple(block for each in shown for block in coverage(each))
    if told:
        yield Part(_("What the law asks"), blocks=told, begins_page=True)


def coverage(each: Covered) -> Iterator[Block]:
    figure = each.figure
    assert figure is not None
    yield paper.Prose(Markdown(f"**{each.name}.** {figure.headline}."))
    table = figure.table
    head, rows = tuple(str(cell) for cell in table.head), [tuple(str(cell) for cell in row) for row in table.rows]
    yield paper.Table(table.caption, head, tuple(rows), (False, *(True for _cell in head[1:])))
