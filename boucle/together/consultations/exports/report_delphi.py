"""The report of a Delphi, from the same lines as its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.together.consultations.exports import delphi_checklist, delphi_marks, delphi_sentences, report, rule_words
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import deciding, delphi_answers, delphi_people, delphi_verdicts
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_people import People
from boucle.together.consultations.queries.delphi_verdicts import Judged
from boucle.together.consultations.queries.delphi_words import percent, said


def of(row: Consultation) -> Report:
    """Without figures where so few answered that any figure would be somebody's answer."""
    found = delphi_answers.collected(row)
    judged = [] if found.is_hidden else delphi_verdicts.judged(found)
    people = delphi_people.people(found)
    return Report(
        title=row.contribution.title,
        place=row.contribution.territory.name,
        made_on=report.today(),
        reference=row.contribution.reference,
        sections=tuple(sections(found, judged, people)),
        checklist=tuple(delphi_checklist.lines(found, judged, people)),
    )


def sections(found: Collected, judged: list[Judged], people: People) -> Iterator[Section]:
    row = found.consultation
    yield Section(_("What was asked"), (report.plain(row.contribution.text),))
    yield Section(_("The rule"), (*rule_words.sentences(row), locked(row)))
    yield Section(_("Who took part"), (), participation(people))
    yield Section(_("What the group decided"), summary(found, judged), verdicts(judged) if judged else None)
    if judged:
        yield Section(_("How sure it is"), tuple(sureness(found, judged)))
    yield from decision(row)
    yield Section(_("Compute it again"), (again(row),))


def locked(row: Consultation) -> str:
    told = {"day": report.day(row.rule_locked_at), "hash": row.rule_hash}
    return _("Locked on %(day)s, before the first answer. Print (SHA-256): %(hash)s") % told


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
        return (_("So few people answered that any figure would be somebody's answer: none is given."),)
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


def decision(row: Consultation) -> Iterator[Section]:
    made = deciding.decision(row)
    if made is None:
        return
    outcomes = deciding.outcomes(row)
    rows = [(one.item.text, _("kept") if one.is_kept else _("not kept"), one.reason) for one in outcomes]
    told = {"day": report.day(made.decided_at), "review": made.review_on.isoformat()}
    dates = _("Decided on %(day)s; looked at again on %(review)s.") % told
    table = Table("", (_("Proposal"), _("Decision"), _("Reason")), tuple(rows)) if rows else None
    yield Section(_("What was decided"), (report.plain(made.text), dates), table)


def again(row: Consultation) -> str:
    files = {"name": row.contribution.reference}
    command = "boucle recompute delphi %(name)s-answers.csv --rule %(name)s-rule.json" % files  # noqa: UP031  # twice
    rounds = row.rounds.filter(closed_at__isnull=False).count()
    first = ngettext("The answers of %(count)s round", "The answers of %(count)s rounds", rounds) % {"count": rounds}
    return _("%(first)s and the rule are published. This command prints the same figures: %(command)s") % {
        "first": first,
        "command": command,
    }
