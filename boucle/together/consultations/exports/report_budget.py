"""The report of dots and budgets, from the same count as its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.exports import budget_checklist, report, report_sections
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import budget_results, figures_budget, public
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.budget_results import Results


def of(row: Consultation) -> Report:
    """Without figures where so few voted that any figure would be somebody's ballot."""
    found = budget_results.results(row)
    part = public.part(row)
    is_few = found.voters < row.minimum_cell
    return report.of(row, tuple(sections(row, part, found, is_few)), budget_checklist.of(row, part, found, is_few))


def sections(row: Consultation, part: public.Part, found: Results, is_few: bool) -> Iterator[Section]:
    yield from report_sections.beginning(row)
    yield report_sections.participation(row, part, report_sections.turnout(part), figures_budget.cast(found))
    if is_few:
        yield Section(_("What is kept"), report_sections.few())
    else:
        yield from counted(row, found)
    yield from report_sections.decision(row)
    if not is_few:
        yield again(row, found)


def counted(row: Consultation, found: Results) -> Iterator[Section]:
    yield kept(row, found)
    yield count(found)
    families = figures_budget.families_table(row, found)
    if families is not None:
        yield Section(_("Who wanted what, family by family"), (), report_sections.drawn(families))
    yield side_by_side(found)
    yield Section(_("How sure it is"), tuple(sureness(row, found)))


def kept(row: Consultation, found: Results) -> Section:
    """The winners, in the order in which the rule took them."""
    rows = tuple(
        (f"{told.number}. {told.text}", told.votes, told.why)
        for told in (figures_budget.told(found, line, has_both=False) for line in found.winners)
    )
    said = (*report_sections.provisional(row), figures_budget.lede(found))
    if not rows:
        return Section(_("What is kept"), (*said, _("Nothing is kept: below, line by line, why.")))
    return Section(_("What is kept"), said, Table("", (_("Line"), _("Votes"), _("Why")), rows))


def count(found: Results) -> Section:
    told = [figures_budget.told(found, line, has_both=False) for line in found.lines]
    rows = tuple((f"{one.number}. {one.text}", one.votes, one.why) for one in told)
    rule = figures_budget.rule_name(found.declared)
    caption = _("By the rule that was written: %(rule)s. The most voted first.") % {"rule": rule}
    return Section(_("The count, and why"), (), Table(caption, (_("Line"), _("Votes"), _("Why")), rows))


def side_by_side(found: Results) -> Section:
    """Which rule keeps what; the one that counts is named."""
    rules = figures_budget.rules(found)
    head = (_("Line"), *(named(name, counts) for name, counts, _spent, _content in rules))
    rows = [
        (one.text, *(_("kept") if is_kept else _("not kept") for is_kept in one.kept))
        for one in figures_budget.compared(found)
    ]
    if found.has_money:
        rows.append((_("Spent"), *(spent for _name, _counts, spent, _content in rules)))
    rows.append((_("People who get something that they wanted"), *(content for *_others, content in rules)))
    said = _("One rule was written before the first vote, and it alone decides. The others show what it favours.")
    table = Table(_("Lines that one rule or another keeps."), head, tuple(rows))
    return Section(_("The same ballots, other rules"), (said,), table)


def named(rule: str, counts: bool) -> str:
    return _("%(rule)s (the rule written)") % {"rule": rule} if counts else rule


def sureness(row: Consultation, found: Results) -> Iterator[str]:
    """What does not hang on the rule, and what anybody can check."""
    everywhere = [line for line in found.winners if len(line.winners_of) == len(found.rules)]
    said = ngettext(
        "%(same)s of the %(count)s line kept is kept by each rule: there the choice of a rule changes nothing.",
        "%(same)s of the %(count)s lines kept are kept by each rule: there the choice of a rule changes nothing.",
        len(found.winners),
    )
    if found.winners:
        yield said % {"same": words.whole(len(everywhere)), "count": words.whole(len(found.winners))}
    yield report_sections.count_is_whole()
    yield from report_sections.receipts(row)


def again(row: Consultation, found: Results) -> Section:
    said = _("The ballots without names and the program give the same winners on your computer, for the same reasons.")
    files = ((_("Ballots, Pabulib (.pb)"), "ballots_pb"), (_("Ballots, CSV"), "ballots_csv"))
    return report_sections.again(row, files, said, command=budget_results.command(row, found))
