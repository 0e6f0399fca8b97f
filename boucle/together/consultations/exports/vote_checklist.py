"""What a report of a vote should say. No standard is known for one: the lines are ours, after the questions that any
count has to answer: who may vote, how secret it is, what decides, who checked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from boucle.together.consultations.exports import checklist
from boucle.together.consultations.exports.report import Checklist, Line
from boucle.together.consultations.exports.report_sections import turnout
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import public, vote_results
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.figures_vote import Told


def of(row: Consultation, part: public.Part, told: list[Told], paper: int) -> Checklist:
    """`told` is empty where too few voted; `paper`: ballots that came on paper."""
    return Checklist(source(), tuple(lines(row, part, told, paper)))


def source() -> str:
    return _(
        "We know of no reporting standard for such votes. In our own words, after the questions that any count has to "
        "answer: who may vote, how secret it is, what decides. What the platform knows is filled in; what it cannot "
        "know is said to be missing."
    )


def lines(row: Consultation, part: public.Part, told: list[Told], paper: int) -> Iterator[Line]:
    yield from checklist.beginning(row)
    yield Line(_("Who wrote the question, and what was read before voting"), "")
    yield from checklist.people(row, part)
    yield checklist.dates(row)
    yield from secrecy(part, paper)
    yield from rule(row, part)
    for one in told:
        verdict = f"{_('“%(text)s”') % {'text': one.text}} {one.verdict}. {one.why}"
        yield Line(_("Result, question %(number)s") % {"number": one.number}, f"{verdict} {one.quorum}".strip())
    yield from checklist.hiding(row)
    yield checklist.departures()
    yield from checklist.ending(_("Ballots without names, the rule, and the list of receipts."))


def secrecy(part: public.Part, paper: int) -> Iterator[Line]:
    yield Line(_("Turnout"), turnout(part))
    yield Line(_("One person, one ballot"), _("One code, one ballot; it can be changed until the close."))
    receipt = _("Each sheet has a receipt, listed at the close: it proves that a sheet was counted, not what it holds.")
    yield Line(_("Receipt"), receipt)
    typed = _("%(count)s typed in by whoever facilitates.") % {"count": words.whole(paper)}
    yield Line(_("Ballots on paper"), typed if paper else _("No ballot on paper."))
    yield Line(_("Who watched the count"), "")


def rule(row: Consultation, part: public.Part) -> Iterator[Line]:
    yield checklist.rule(row)
    needed = vote_results.enough(row, part.taking, vote_results.whole(row)).needed
    quorum = _("%(count)s people must vote; whoever abstains counts.") % {"count": words.whole(needed)}
    yield Line(_("Quorum"), quorum if needed else _("No quorum."))
    abstention = _("Whoever says neither yes nor no counts for the quorum, and not for the majority.")
    yield Line(_("Abstention"), abstention)
    yield Line(_("How ties are broken"), _("They are not: a tie adopts nothing."))
