"""The picture of a coverage, the sentence that reads it, the same figures as a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.before.plans.engine.coverage import Chapter, Coverage, Verdict
from boucle.before.plans.engine.regimes import Checklist
from boucle.before.plans.engine.squares import Row, Squares
from boucle.before.plans.queries import regimes
from boucle.foundation.figures.engine.figure import Figure, Table


def figure(checklist: Checklist, found: Coverage) -> Figure:
    rows = [
        Row(regimes.say(each.title), short_label(each), [line.verdict for line in each.lines])
        for each in found.chapters
    ]
    name = regimes.say(checklist.regime.name)
    return Figure(
        key=f"law-{checklist.regime.code}",
        headline=headline(found.counts),
        reading=reading(checklist, name),
        title=_("What the plan covers: %(name)s") % {"name": name},
        description=description(found.counts),
        picture=Squares(rows, verdict_words()),
        table=table(checklist, found),
    )


def headline(counts: Mapping[Verdict, int]) -> str:
    """`32 of 42 points are covered, 4 are missing, 2 are late`; what is zero is left out."""
    covered, total = counts[Verdict.COVERED], sum(counts.values())
    said = ngettext("%(n)s of %(all)s points is covered", "%(n)s of %(all)s points are covered", covered)
    return ", ".join([said % {"n": covered, "all": total}, *asking(counts)])


def asking(counts: Mapping[Verdict, int]) -> list[str]:
    missing, late = counts[Verdict.MISSING], counts[Verdict.LATE]
    found = []
    if missing:
        found.append(ngettext("%(n)s is missing", "%(n)s are missing", missing) % {"n": missing})
    if late:
        found.append(ngettext("%(n)s is late", "%(n)s are late", late) % {"n": late})
    return found


def reading(checklist: Checklist, name: str) -> str:
    texts = ", ".join(regimes.say(text.name) for text in checklist.version.texts)
    return _("%(name)s: %(texts)s. One square per point.") % {"name": name, "texts": texts}


def description(counts: Mapping[Verdict, int]) -> str:
    sentence = _("%(covered)s covered, %(partial)s in part, %(late)s late, %(missing)s missing, of %(all)s points.")
    return sentence % {**{str(verdict): count for verdict, count in counts.items()}, "all": sum(counts.values())}


def label(chapter: Chapter) -> str:
    """`5 of 7, 1 is missing, 1 is late`."""
    return ", ".join([of_all(chapter), *asking(counted(chapter))])


def short_label(chapter: Chapter) -> str:
    """`5 of 7, 1 is missing`: beside the chapter's name there is room for no more on a telephone."""
    return ", ".join([of_all(chapter), *asking({**counted(chapter), Verdict.LATE: 0})])


def of_all(chapter: Chapter) -> str:
    return _("%(n)s of %(all)s") % {"n": chapter.count(Verdict.COVERED), "all": len(chapter.lines)}


def counted(chapter: Chapter) -> dict[Verdict, int]:
    return {verdict: chapter.count(verdict) for verdict in Verdict}


def verdict_words() -> dict[Verdict, str]:
    return {
        Verdict.COVERED: pgettext("point of the law", "covered"),
        Verdict.PARTIAL: pgettext("point of the law", "in part"),
        Verdict.LATE: pgettext("point of the law", "to be reviewed"),
        Verdict.MISSING: pgettext("point of the law", "missing"),
    }


def table(checklist: Checklist, found: Coverage) -> Table:
    rows: list[list[str | float]] = [
        [regimes.say(each.title), *(each.count(verdict) for verdict in Verdict)] for each in found.chapters
    ]
    whole: list[str | float] = [_("Whole"), *(found.counts[verdict] for verdict in Verdict)]
    return Table(
        caption=_("List in force since %(day)s.") % {"day": regimes.day(checklist.version.since)},
        head=[
            _("Chapter"),
            pgettext("points", "Covered"),
            pgettext("points", "In part"),
            pgettext("points", "To review"),
            pgettext("points", "Missing"),
        ],
        rows=[*rows, whole],
    )
