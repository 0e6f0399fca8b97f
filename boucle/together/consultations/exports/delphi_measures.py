"""Every figure of one item in its last round, named, for whoever wants them all."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from boucle.together.consultations.queries.delphi_verdicts import Judged
from boucle.together.consultations.queries.delphi_words import percent, said


def measures(judged: Judged) -> list[tuple[str, str]]:
    return [*spread(judged), *movement(judged)]


def spread(judged: Judged) -> Iterator[tuple[str, str]]:
    summary, interval = judged.last.item.summary, judged.last.item.interval
    yield _("Opinions, and “no opinion”"), f"{summary.n} ; {summary.no_opinion}"
    yield _("Lowest and highest mark"), f"{said(summary.min)} ; {said(summary.max)}"
    yield _("Quartiles"), f"{said(summary.q1)} ; {said(summary.median)} ; {said(summary.q3)}"
    if interval is not None:
        yield _("Interval of the median, 95 times in 100"), f"{said(interval.low)} ; {said(interval.high)}"
    yield _("Width of the middle half (IQR)"), said(summary.iqr)
    yield _("Mean and standard deviation"), f"{said(summary.mean)} ; {said(summary.sd)}"
    yield _("Coefficient of variation"), said(summary.coefficient_of_variation)
    yield _("Share of the commonest mark"), percent(summary.commonest_share)
    if summary.ipras is not None:
        yield (
            _("RAND/UCLA: spread between percentiles 30 and 70, and what is allowed (IPRAS)"),
            (f"{said(summary.ipr)} ; {said(summary.ipras)}"),
        )


def movement(judged: Judged) -> Iterator[tuple[str, str]]:
    found = judged.last.stability
    if found is None:
        return
    yield _("People who answered twice, and changed"), f"{found.n} ; {found.changed}"
    yield _("Change of the histogram"), percent(found.histogram)
    yield _("Weighted kappa between the rounds"), said(found.kappa)
    yield _("Wilcoxon's test, p (proves no stability)"), said(found.wilcoxon_p)
    yield _("McNemar's test, p (proves no stability)"), said(found.mcnemar_p)
    yield _("Change of the coefficient of variation"), said(found.coefficient_change)
