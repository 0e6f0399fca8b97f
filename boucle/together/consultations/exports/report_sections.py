"""The sections that every report has, whatever the method: the question, the rule, who took part, the decision, and
how anybody counts again."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.foundation.figures.engine import figure
from boucle.together.consultations.exports import report, rule_words
from boucle.together.consultations.exports.report import File, Section, Table
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import deciding, public
from boucle.together.consultations.queries import words_of_numbers as words


def beginning(row: Consultation) -> Iterator[Section]:
    """What was asked, by which rule."""
    yield Section(_("What was asked"), report.paragraphs(row.contribution.text))
    yield Section(_("The rule"), (*rule_words.sentences(row), locked(row)))


def locked(row: Consultation) -> str:
    told = {"day": report.day(row.rule_locked_at), "hash": row.rule_hash}
    return _("Locked on %(day)s, before the first answer. Print (SHA-256): %(hash)s") % told


def participation(row: Consultation, part: public.Part, *said: str) -> Section:
    """Families against the panel and the population. `said`: what the method says of it, instead of the turnout."""
    head = (_("Family"), _("Population"), pgettext("column", "Invited"), _("Have answered"))
    rows = [family(one, part.invited > 0) for one in part.families]
    rows.append((_("Everybody"), number(part.population), number(part.invited or None), number(part.taking)))
    return Section(_("Who took part"), said or (turnout(part),), Table(hidden_families(row, part), head, tuple(rows)))


def family(one: public.Family, is_panel: bool) -> tuple[str, ...]:
    came = _("hidden") if one.answered is None else number(one.answered)
    return one.group.name, number(one.group.population), number(one.invited if is_panel else None), came


def number(count: int | None) -> str:
    return "–" if count is None else words.whole(count)


def hidden_families(row: Consultation, part: public.Part) -> str:
    if not part.families:
        return ""
    said = _("By family of participants.")
    if part.hidden:
        said += " " + _("Hidden: fewer than %(least)s answers.") % {"least": row.minimum_cell}
    return said


def turnout(part: public.Part) -> str:
    """How many took part, of how many invited, or of how many who live there."""
    people = ngettext("%(count)s person took part", "%(count)s people took part", part.taking)
    told = {"people": people % {"count": words.whole(part.taking)}}
    if part.share is not None:
        told |= {"invited": words.whole(part.invited), "share": words.percent(part.share)}
        return _("%(people)s, of %(invited)s invited: %(share)s.") % told
    if part.population:
        told |= {"population": words.whole(part.population), "share": words.fine_percent(part.taking / part.population)}
        return _("%(people)s, of %(population)s whom it concerns: %(share)s.") % told
    return f"{told['people']}."


def count_is_whole() -> str:
    """What a count of ballots is, and what it is not."""
    return _("It is a count, not a sample: nothing is estimated. Whoever did not vote is not in it.")


def receipts(row: Consultation) -> tuple[str, ...]:
    said = _("Each sheet has a receipt, and the list is published: anybody finds theirs, or says that it is missing.")
    return (said,) if row.is_over else ()


def provisional(row: Consultation) -> tuple[str, ...]:
    return () if row.is_over else (_("Provisional: people still vote."),)


def few() -> tuple[str, ...]:
    return (_("So few people answered that any figure would be somebody's answer: none is given."),)


def drawn(found: figure.Table) -> Table:
    """The table of a picture."""
    rows = tuple(tuple(str(cell) for cell in line) for line in found.rows)
    return Table(found.caption, tuple(str(cell) for cell in found.head), rows)


def decision(row: Consultation) -> Iterator[Section]:
    made = deciding.decision(row)
    if made is None:
        return
    outcomes = deciding.outcomes(row)
    rows = [(one.item.text, _("kept") if one.is_kept else _("not kept"), one.reason) for one in outcomes]
    told = {"day": report.day(made.decided_at), "review": date_format(made.review_on, "j F Y")}
    dates = _("Decided on %(day)s; looked at again on %(review)s.") % told
    table = Table("", (_("Proposal"), _("Decision"), _("Reason")), tuple(rows)) if rows else None
    yield Section(_("What was decided"), (*report.paragraphs(made.text), dates), table)


def again(row: Consultation, files: Sequence[tuple[str, str]], *said: str, command: str = "") -> Section:
    """`files`: words, and the name of the address of each; the rule, and at the close the receipts, come with them."""
    listed = [*files, (_("The rule, to the byte"), "rule_json")]
    if row.is_over and row.rounds.filter(sheets__is_sent=True).exists():
        listed.append((_("The receipts: is my sheet in the count?"), "receipts_json"))
    found = tuple(
        File(name, reverse(f"consultations:{address}", args=[row.contribution.reference])) for name, address in listed
    )
    return Section(_("Compute it again"), said, command=command, files=found)
