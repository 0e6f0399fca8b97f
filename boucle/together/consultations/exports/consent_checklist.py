"""What a report of a consent process should say. ACCORD is written for methods of consensus: its headings that fit are
taken up; the others are ours, after the steps of the process."""

from collections import Counter
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from boucle.together.consultations.enums import ConsentStep, Fate
from boucle.together.consultations.exports import checklist, report
from boucle.together.consultations.exports.report import Checklist, Line
from boucle.together.consultations.exports.report_sections import turnout
from boucle.together.consultations.models import Consultation, Objection
from boucle.together.consultations.queries import deciding, figures_consent, public
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.consent import Ending, Told


def of(row: Consultation, part: public.Part, told: Told, ending: Ending | None) -> Checklist:
    """`ending` is None while the proposal is on its way."""
    return Checklist(source(), tuple(lines(row, part, told, ending)))


def source() -> str:
    return _(
        "We know of no reporting standard for consent. In our own words, after the headings of ACCORD (PLoS Medicine "
        "2024, for methods of consensus) that fit, and after the steps of the process. What the platform knows is "
        "filled in; what it cannot know is said to be missing."
    )


def lines(row: Consultation, part: public.Part, told: Told, ending: Ending | None) -> Iterator[Line]:
    yield from checklist.beginning(row)
    yield Line(_("Who facilitated, and what they had at stake"), "")
    yield Line(_("Who wrote the first proposal, and from what"), "")
    yield from checklist.people(row, part)
    yield Line(_("How many took part"), turnout(part))
    yield from way(told)
    yield from rule(row)
    yield from objections(told)
    if ending is not None:
        yield from result(row, ending)
    yield review(row)
    yield from checklist.hiding(row)
    yield checklist.departures()
    yield from checklist.ending(_("Texts, objections and what became of them, the rule, and the list of receipts."))


def way(told: Told) -> Iterator[Line]:
    yield Line(_("Steps of the process"), ", ".join(str(step.label) for step in ConsentStep))
    dated = [f"{one.version.number} : {report.day(one.version.created_at)}" for one in told.versions[::-1]]
    yield Line(_("Versions of the proposal, and their dates"), _("; ").join(dated))
    answered = sum(bool(getattr(said.row, "answer", "")) for said in told.questions)
    counts = {"questions": words.whole(len(told.questions)), "answered": words.whole(answered)}
    yield Line(_("Questions of clarification"), _("%(questions)s asked, %(answered)s answered.") % counts)
    heard = _("%(count)s heard, none answered.") % {"count": words.whole(len(told.reactions))}
    yield Line(_("Reactions"), heard if told.reactions else _("No reaction."))


def rule(row: Consultation) -> Iterator[Line]:
    yield checklist.rule(row)
    yield Line(_("Who could object"), _("Whoever took part, at the step of objections, under a number."))
    harm = _("A reason why the proposal would do harm, and, if its owner knows, what would lift it.")
    yield Line(_("What an objection is"), harm)
    yield Line(_("Who judged that an objection is upheld, and how"), "")
    least = _("%(count)s people must answer.") % {"count": words.whole(row.quorum or 0)}
    yield Line(_("Quorum"), least if row.quorum else _("No quorum."))


def objections(told: Told) -> Iterator[Line]:
    fates = Counter(said.row.fate for said in told.objections if isinstance(said.row, Objection))
    counted = [f"{fate.label} : {fates[fate]}" for fate in Fate if fates[fate]]
    yield Line(_("Objections, and what became of them"), _("; ").join(counted) or _("No objection."))


def result(row: Consultation, ending: Ending) -> Iterator[Line]:
    hidden = _("Fewer than %(least)s people answered: how many said what is not shown.") % {"least": row.minimum_cell}
    counts = f"{figures_consent.counts(ending)}." if ending.is_shown else hidden
    yield Line(_("Answers to the last question"), counts)
    yield Line(_("Result"), f"{figures_consent.verdict(ending)}.")


def review(row: Consultation) -> Line:
    """The day of the decision; before it, what the rule says."""
    made = deciding.decision(row)
    months = _("%(count)s months after the decision.") % {"count": row.rule.get("review_months", 12)}
    return Line(_("When it is looked at again"), date_format(made.review_on, "j F Y") if made else months)
