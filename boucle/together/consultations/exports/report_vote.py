"""The report of a vote or a straw poll, from the same counts as its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from boucle.together.consultations.exports import report, report_sections, vote_checklist
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import figures_vote, public, vote_results
from boucle.together.consultations.queries.figures_vote import Told


def of(row: Consultation) -> Report:
    """Without figures where so few voted that any figure would be somebody's vote."""
    cast = vote_results.sheets(row)
    is_few = len(cast) < row.minimum_cell
    told = [] if is_few else [figures_vote.told(row, one) for one in vote_results.results(row, cast)]
    part = public.part(row)
    paper = sum(one.is_paper for one in cast)
    return report.of(row, tuple(sections(row, part, told, is_few)), vote_checklist.of(row, part, told, paper))


def sections(row: Consultation, part: public.Part, told: list[Told], is_few: bool) -> Iterator[Section]:
    yield from report_sections.beginning(row)
    yield report_sections.participation(row, part)
    if is_few:
        yield Section(_("What came out"), report_sections.few())
    elif not told:
        yield Section(_("What came out"), (_("Nothing was put to the vote."),))
    for one in told:
        yield from question(row, one)
    if told:
        yield Section(_("How sure it is"), (report_sections.count_is_whole(), *report_sections.receipts(row)))
    yield from report_sections.decision(row)
    if not is_few:
        yield again(row)


def question(row: Consultation, told: Told) -> Iterator[Section]:
    """The count, the quorum and the verdict; the same votes by other rules; the families."""
    said = (*report.paragraphs(told.detail), *report_sections.provisional(row), f"{told.verdict}. {told.why}")
    table = report_sections.drawn(told.figure.table)
    yield Section(titled(told, told.text), (*said, told.quorum) if told.quorum else said, table)
    if told.rules:
        head = (_("Rule"), _("Result"), _("Why"))
        rows = tuple((rule_name(one), passing(one.passes), one.why) for one in told.rules)
        yield Section(titled(told, _("The same votes by three rules")), (), Table("", head, rows))
    if told.families is not None:
        yield Section(titled(told, _("Votes, family by family")), (), report_sections.drawn(told.families))


def titled(told: Told, title: str) -> str:
    return f"{told.number}. {title}"


def rule_name(one: figures_vote.Ruled) -> str:
    return _("%(rule)s (the rule written)") % {"rule": one.name} if one.counts else one.name


def passing(passes: bool) -> str:
    return _("It passes") if passes else _("It does not pass")


def again(row: Consultation) -> Section:
    said = _(
        "One line of the file is one ballot, one column is one question: 1 is yes, 0 neither, -1 no; of a choice, the "
        "places of what was chosen, from 0. Add each column up in any spreadsheet: the totals are those of this report."
    )
    return report_sections.again(row, ((_("Ballots, CSV"), "ballots_csv"),), said)
