"""The verdicts of a Delphi in one or two words, each with its shape."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from boucle.together.consultations.engine.delphi_terms import Verdict
from boucle.together.consultations.queries.delphi_verdicts import Judged


@dataclass(frozen=True)
class Mark:
    """A word, and the class of its shape."""

    word: str
    style: str


@dataclass(frozen=True)
class Part:
    """One of the three answers."""

    name: str
    mark: Mark
    text: str


def mark(judged: Judged) -> Mark:
    """The verdict in one or two words."""
    if judged.is_fragile:
        return Mark(_("Fragile agreement") if judged.verdict == Verdict.AGREED else _("Fragile rejection"), "soon")
    if judged.verdict == Verdict.NO_CONSENSUS and judged.is_stable:
        return Mark(_("Disagreement"), "stuck")
    return plain_mark(judged.verdict)


def plain_mark(verdict: Verdict) -> Mark:
    return {
        Verdict.AGREED: Mark(_("Agreement"), "published"),
        Verdict.REJECTED: Mark(_("Rejection"), "rejected"),
        Verdict.UNDECIDED: Mark(_("Neither for nor against"), "archived"),
        Verdict.NO_CONSENSUS: Mark(_("Not yet"), "closed"),
        Verdict.TOO_FEW: Mark(_("Too few opinions"), "stale"),
    }[verdict]
