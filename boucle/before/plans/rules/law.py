"""What a plan may answer to: lists, versions and points that this installation knows."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from boucle.before.plans.models import Plan
from boucle.before.plans.queries import regimes
from boucle.foundation.lifecycle.rules import NotPossible


def check_known(code: str, version: date) -> None:
    """Raises NotPossible, with the lists or the versions that there are."""
    if problem := regimes.problem(code, version):
        raise NotPossible(problem)


def check_points(plan: Plan, code: str, points: Iterable[str]) -> None:
    """Raises NotPossible for a list that the plan did not choose, or for a point that this list does not have."""
    chosen = plan.regimes.filter(code=code).first()
    if chosen is None:
        raise NotPossible(_("This plan does not answer to this list: choose it first."))
    check_known(code, chosen.version)
    checklist = regimes.checklist(code, chosen.version)
    unknown = sorted(set(points) - checklist.codes) if checklist else []
    if unknown:
        sentence = _("The list %(code)s has no point “%(point)s”.")
        raise NotPossible(sentence % {"code": code.upper(), "point": unknown[0][: regimes.LONGEST_SHOWN]})
