"""The report of a consent process: the way of the proposal, from its first text to its end, as its page tells it."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from boucle.together.consultations.exports import consent_checklist, report, report_sections
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation, Objection, Remark
from boucle.together.consultations.queries import consent, figures_consent, public
from boucle.together.consultations.queries.consent import Ending, Spoken, Told


def of(row: Consultation) -> Report:
    """What was said is told as on the page; counts only where enough people answered."""
    told = consent.told(row)
    ending = consent.ending(row) if row.is_over else None
    part = public.part(row)
    return report.of(row, tuple(sections(row, part, told, ending)), consent_checklist.of(row, part, told, ending))


def sections(row: Consultation, part: public.Part, told: Told, ending: Ending | None) -> Iterator[Section]:
    yield from report_sections.beginning(row)
    yield report_sections.participation(row, part)
    yield outcome(row, ending)
    yield from versions(told)
    if told.objections:
        yield objections(told.objections)
    if told.questions:
        yield questions(told.questions)
    if told.reactions:
        yield reactions(told.reactions)
    if ending is not None:
        yield Section(_("How sure it is"), tuple(sureness(row, ending)))
    yield from report_sections.decision(row)
    if ending is not None:
        yield again(row, ending)


def outcome(row: Consultation, ending: Ending | None) -> Section:
    """The same answers by three rules: one of them would tell the answers of a few, then it is not given."""
    title = _("What came out")
    if ending is None:
        return Section(title, (_("The proposal is still on its way: nothing is decided yet."),))
    said = (f"{figures_consent.verdict(ending)}.",)
    if not ending.is_shown:
        few = _("Fewer than %(least)s people answered: how many said what is not shown.")
        return Section(title, (*said, few % {"least": row.minimum_cell}))
    rows = tuple(
        (name, asks, _("It passes") if passes else f"{_('It does not pass')} : {why}")
        for name, asks, passes, why in figures_consent.verdicts(ending)
    )
    caption = _(
        "The same answers, read by three rules. The consultation decides by the first one; the others show what they "
        "would have said."
    )
    counts = f"{capfirst(figures_consent.counts(ending))}."
    return Section(title, (*said, counts), Table(caption, (_("Rule"), _("It asks that"), _("Result")), rows))


def versions(told: Told) -> Iterator[Section]:
    """The text that was decided on first, then those before it."""
    for one in told.versions:
        version = one.version
        values = {"number": version.number, "day": report.day(version.created_at)}
        changed = (_("What changed: %(note)s.") % {"note": version.note.rstrip(".")},) if version.note else ()
        title = _("Version %(number)s of the proposal, %(day)s") % values
        yield Section(title, (*changed, *report.paragraphs(version.text)))


def objections(found: list[Spoken]) -> Section:
    head = (_("Who"), _("Reason"), _("What would lift it"), _("What became of it"))
    rows = tuple(objection(said, said.row) for said in found if isinstance(said.row, Objection))
    return Section(_("Objections"), (), Table("", head, rows))


def objection(said: Spoken, row: Objection) -> tuple[str, ...]:
    against = _("against version %(number)s") % {"number": row.version.number}
    ended = [f"{capfirst(row.get_fate_display())}.", row.resolution]
    if row.resolved_in is not None:
        ended.append(_("In version %(number)s.") % {"number": row.resolved_in.number})
    return f"{voice(said)}, {against}", row.reason, row.amendment or "–", " ".join(filter(None, ended))


def questions(found: list[Spoken]) -> Section:
    head = (_("Who"), _("Question"), _("Answer"))
    rows = tuple(
        (voice(said), said.row.text, said.row.answer or _("Not answered yet"))
        for said in found
        if isinstance(said.row, Remark)
    )
    return Section(_("Questions and answers"), (), Table("", head, rows))


def reactions(found: list[Spoken]) -> Section:
    rows = tuple((voice(said), said.row.text) for said in found if isinstance(said.row, Remark))
    return Section(_("Reactions"), (_("They are heard and not answered."),), Table("", (_("Who"), _("Reaction")), rows))


def voice(said: Spoken) -> str:
    return _("Voice %(number)s") % {"number": said.number}


def sureness(row: Consultation, ending: Ending) -> Iterator[str]:
    yield _(
        "Consent asks whether anybody sees a harm, not how many are in favour. Whoever was not there did not object."
    )
    if ending.upheld:
        yield _("An upheld objection stops the proposal, whatever the answers.")
    yield from report_sections.receipts(row)


def again(row: Consultation, ending: Ending) -> Section:
    if not ending.is_shown:
        return report_sections.again(row, (), _("So few people answered that their answers are in no file."))
    said = _(
        "One line of the file is the answer of one person to the last question: 1 is yes, 0 “I can live with it”, -1 "
        "no. By consent it passes when no line says -1 and no objection is upheld; by consensus, when every line says "
        "1; by majority, when more lines say 1 than -1."
    )
    return report_sections.again(row, ((_("Answers, CSV"), "ballots_csv"),), said)
