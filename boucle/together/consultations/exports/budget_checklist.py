"""What a report of dots or of a budget should say. No standard is known for one: the lines are ours, after what a file
of Pabulib says of a vote (pabulib.org/format) and what those who run such votes ask for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from boucle.together.consultations.enums import BallotType
from boucle.together.consultations.exports import checklist
from boucle.together.consultations.exports.report import Checklist, Line
from boucle.together.consultations.exports.report_sections import turnout
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import figures_budget, public
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.budget_results import Results


def of(row: Consultation, part: public.Part, found: Results, is_few: bool) -> Checklist:
    return Checklist(source(), tuple(lines(row, part, found, is_few)))


def source() -> str:
    return _(
        "We know of no reporting standard for such votes. In our own words, after what a file of Pabulib says of one. "
        "What the platform knows is filled in; what it cannot know is said to be missing."
    )


def lines(row: Consultation, part: public.Part, found: Results, is_few: bool) -> Iterator[Line]:
    yield from checklist.beginning(row)
    yield from options(row, found)
    yield from checklist.people(row, part)
    yield checklist.dates(row)
    yield from rule(row, found)
    yield from ballots(part, found)
    if not is_few:
        yield Line(_("What came out"), figures_budget.lede(found))
        yield Line(_("What other rules would have kept"), differences(found))
    yield from checklist.hiding(row)
    yield checklist.departures()
    yield from checklist.ending(_("Ballots without names, the rule, and the command that counts them."))


def options(row: Consultation, found: Results) -> Iterator[Line]:
    yield Line(_("Where the lines come from, and who chose them"), "")
    yield Line(_("How many lines there were"), words.whole(len(found.box.options)))
    yield Line(_("Lines set aside by moderation"), words.whole(row.items.filter(is_withdrawn=True).count()))
    if found.has_money:
        yield Line(_("Who reckoned the costs, and checked that it can be done"), "")


def rule(row: Consultation, found: Results) -> Iterator[Line]:
    yield checklist.rule(row)
    yield Line(_("The ballot"), str(BallotType(row.rule["ballot"]).label))
    yield Line(_("How the count becomes a choice"), figures_budget.rule_name(found.declared))
    ties = _("More points, then more people, then the lower cost, then the smaller number of the line.")
    yield Line(_("How ties are broken"), ties)
    least = _("%(count)s votes at least.") % {"count": words.whole(found.threshold)}
    yield Line(_("Thresholds"), least if found.threshold else _("No threshold."))
    pairs = ", ".join(f"{one} – {other}" for one, other in found.incompatible)
    yield Line(_("Lines that cannot stand together"), pairs or _("No such lines."))


def ballots(part: public.Part, found: Results) -> Iterator[Line]:
    yield Line(_("Turnout"), turnout(part))
    yield Line(_("Paper and online in one count"), figures_budget.cast(found))
    typed = "" if found.box.paper else _("No ballot on paper.")
    yield Line(_("Who typed the ballots on paper, and who checked them"), typed)
    yield Line(_("One person, one ballot"), _("One code, one ballot; it can be changed until the close."))


def differences(found: Results) -> str:
    """The lines on which the rules do not agree, by number."""
    differing = [one for one in figures_budget.compared(found) if len(set(one.kept)) > 1]
    if not differing:
        return _("The same lines, by each of the rules that were compared.")
    return _("They do not agree on: %(lines)s") % {"lines": _("; ").join(one.text for one in differing)}
