"""The report of a Delphi, from the same lines as its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.together.consultations.exports import (
    delphi_checklist,
    delphi_marks,
    delphi_sentences,
    report,
    report_sections,
)
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import delphi_answers, delphi_people, delphi_verdicts
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_people import People
from boucle.together.consultations.queries.delphi_verdicts import Judged
from boucle.together.consultations.queries.delphi_words import percent, said


def of(row: Consultation) -> Report:
    """Without figures where so few answered that any figure would be somebody's answer."""
    found = delphi_answers.collected(row)
    judged = [] if found.is_hidden else delphi_verdicts.judged(found)
    people = delphi_people.people(found)
    return report.of(row, tuple(sections(found, judged, people)), delphi_checklist.of(found, judged, people))


def sections(found: Collected, judged: list[Judged], people: People) -> Iterator[Section]:
    row = found.consultation
    yield from report_sections.beginning(row)
    yield Section(_("Who took part"), (), participation(people))
    yield Section(_("What the group decided"), summary(found, judged), verdicts(judged) if judged else None)
    if judged:
        yield Section(_("How sure it is"), tuple(sureness(found, judged)))
    yield from report_sections.decision(row)
    if not found.is_hidden:
        yield again(row)


def participation(people: People) -> Table:
    head = (_("Family"), _("Population"), _("Invited"), *(_("Round %(number)s") % {"number": n} for n in people.rounds))
    rows = [
        (line.name or _("Everybody"), said(line.population), said(line.invited), *(count(one) for one in line.sent))
        for line in (*people.lines, people.total)
    ]
    return Table(_("Sheets sent in each round."), head, tuple(rows))


def count(sent: int | None) -> str:
    return _("hidden") if sent is None else said(sent)


def summary(found: Collected, judged: list[Judged]) -> tuple[str, ...]:
    if found.is_hidden:
        return report_sections.few()
    return (delphi_sentences.lede(judged),) if judged else (_("Nothing was marked on the scale of the rule."),)


def verdicts(judged: list[Judged]) -> Table:
    head = (
        _("Proposal"),
        _("Verdict"),
        _("Median"),
        _("Quartiles"),
        pgettext("share", "Agree"),
        pgettext("share", "Change"),
        _("Stability"),
    )
    rows = []
    for one in judged:
        found, stability = one.last.item.summary, one.last.stability
        rows.append(
            (
                f"{one.item.number}. {one.item.text}",
                delphi_marks.mark(one).word,
                said(found.median),
                f"{said(found.q1)} ; {said(found.q3)}",
                percent(one.share),
                percent(stability.histogram if stability else None),
                delphi_sentences.steadiness(one),
            )
        )
    return Table("", head, tuple(rows))


def sureness(found: Collected, judged: list[Judged]) -> Iterator[str]:
    for one in judged:
        parts = [f"{part.name} : {part.mark.word}. {part.text}" for part in delphi_sentences.parts(one, found.rule)]
        yield f"{one.item.number}. " + " ".join(parts)


def again(row: Consultation) -> Section:
    rounds = row.rounds.filter(closed_at__isnull=False).count()
    first = ngettext("The answers of %(count)s round", "The answers of %(count)s rounds", rounds) % {"count": rounds}
    said = _("%(first)s and the rule are published. This command prints the same figures:") % {"first": first}
    name = row.contribution.reference
    files = ((_("The answers, without names"), "answers_csv"), (_("Answers, JSON"), "answers_json"))
    command = f"boucle recompute delphi {name}-answers.csv --rule {name}-rule.json"
    return report_sections.again(row, files, said, command=command)
