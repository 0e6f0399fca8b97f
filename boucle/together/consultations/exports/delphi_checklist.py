"""What a report of a Delphi should say, filled from the data; an empty line is one that only people can fill.

After the headings of ACCORD (Gattrell et al., PLoS Medicine 2024) and DELPHISTAR (Niederberger et al., PLoS One 2024).
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.exports import checklist, delphi_sentences, rule_words
from boucle.together.consultations.exports.report import Checklist, Line
from boucle.together.consultations.models import Coding, Shown
from boucle.together.consultations.queries import coding
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_people import People
from boucle.together.consultations.queries.delphi_verdicts import Judged
from boucle.together.consultations.queries.delphi_words import said


def of(found: Collected, judged: list[Judged], people: People) -> Checklist:
    return Checklist(source(), tuple(lines(found, judged, people)))


def source() -> str:
    return _(
        "After the headings of ACCORD (PLoS Medicine 2024) and DELPHISTAR (PLoS One 2024), in our own words. "
        "What the platform knows is filled in; what it cannot know is said to be missing."
    )


def lines(found: Collected, judged: list[Judged], people: People) -> Iterator[Line]:
    yield from checklist.beginning(found.consultation)
    yield Line(_("Who steered, and how they were chosen"), "")
    yield Line(_("What was read or done to prepare"), "")
    yield from panel(found, people)
    yield from rounds(found)
    yield from rule(found)
    yield from results(found, judged, people)
    yield from checklist.ending(_("Answers without names, rule, and the command."))


def panel(found: Collected, people: People) -> Iterator[Line]:
    yield checklist.access(found.consultation, people.total.invited, len(people.lines))
    yield Line(_("How they were chosen, and for what knowledge"), "")
    yield checklist.population(people.total.population)
    yield checklist.anonymity(found.consultation)
    yield Line(_("Payment, and interests of participants"), "")


def rounds(found: Collected) -> Iterator[Line]:
    yield Line(_("Rounds and their dates"), _("; ").join(checklist.span(one) for one in found.rounds))
    yield Line(_("Whether the questions were tried before"), "")
    types = sorted({str(ItemType(item.type).label) for item in found.items})
    yield Line(_("How people answered"), ", ".join(types))
    yield Line(_("Where the items come from"), origins(found))
    shown = Shown.objects.filter(sheet__round__in=found.rounds).count()
    feedback = _(
        "From round two: one's own former answer, distribution, median and quartiles, by family of %(least)s people or "
        "more, reasons without names. What each person saw was recorded (%(count)s times)."
    )
    is_told = len(found.rounds) > 1
    yield Line(
        _("What people saw between two rounds"),
        feedback % {"least": found.rule.minimum_cell, "count": said(shown)} if is_told else _("There was one round."),
    )


def origins(found: Collected) -> str:
    codes = coding.codebook(found.consultation).count()
    if not codes:
        return ""
    coders = Coding.objects.filter(code__consultation=found.consultation).values("coder").distinct().count()
    first = ngettext("%(count)s code read in the open answers", "%(count)s codes read in the open answers", codes)
    by = ngettext("by %(count)s coder", "by %(count)s coders", coders)
    return f"{first % {'count': codes}} {by % {'count': coders}}."


def rule(found: Collected) -> Iterator[Line]:
    yield Line(_("What counts as consensus, said beforehand"), " ".join(rule_words.sentences(found.consultation)))
    yield Line(_("Quantile method"), found.rule.quantile)
    most = found.rule.stop.rounds_at_most
    told = ngettext("%(count)s round at most", "%(count)s rounds at most", most or 0) % {"count": most}
    yield Line(_("When it stops"), told if most else _("When opinions no longer move."))
    yield Line(_("“No opinion” and missing answers"), _("Counted apart; nothing is put in their place."))
    yield Line(_("What is hidden"), _("Groups of fewer than %(count)s people.") % {"count": found.rule.minimum_cell})
    yield checklist.departures()


def results(found: Collected, judged: list[Judged], people: People) -> Iterator[Line]:
    sent = [f"{number} : {said(count)}" for number, count in zip(people.rounds, people.total.sent, strict=True)]
    yield Line(_("How many answered in each round"), _("; ").join(sent))
    few = _("fewer than %(count)s") % {"count": found.rule.minimum_cell}
    yield Line(
        _("Who stopped"), _("%(count)s of those invited") % {"count": few if people.stopped is None else people.stopped}
    )
    if not judged:
        return
    yield Line(_("Verdicts"), delphi_sentences.lede(judged))
    settled = [f"{one.item.number} ({one.item.settled_in.number})" for one in judged if one.item.settled_in]
    yield Line(_("Items that left the next round, and in which they were settled"), ", ".join(settled))
    moving = [str(one.item.number) for one in judged if one.is_stable is False]
    yield Line(_("Items whose answers still moved"), ", ".join(moving) or _("No item."))
    fragile = [str(one.item.number) for one in judged if one.is_fragile]
    yield Line(_("Verdicts that those who left could change"), ", ".join(fragile) or _("No verdict."))
