"""Ways of planning: the one that a plan follows, and where each person places them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.actions import section as sections
from boucle.before.plans.models import Placement, Plan, Section
from boucle.before.plans.models.placement import EDGE
from boucle.before.plans.queries import ways
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def choose(*, plan: Plan, user: User, code: str, with_steps: bool = False) -> Section | None:
    """The plan follows this way from now on. With its steps: a section in draft says how the plan is made, once.

    Raises NotPossible for a way that is not one of the four.
    """
    rules.check_keep(plan, user)
    chosen = ways.way(code)
    if chosen is None:
        raise NotPossible(_("Choose one of the four ways of planning."))
    plan.model = chosen.code
    plan.save(update_fields=["model"])
    plans.show(plan)
    title = texts.clean_line(_("How this plan is made: %(way)s") % {"way": chosen.name})
    if not with_steps or plan.sections.filter(contribution__title=title).exists():
        return None
    text = "\n".join(f"{number}. {step}" for number, step in enumerate(chosen.steps, start=1))
    return sections.add(plan=plan, user=user, title=title, text=text)


@transaction.atomic
def place(*, plan: Plan, voice: str, points: Mapping[str, tuple[int, int] | None]) -> None:
    """One person's places, by code of the way ("" is the plan as it is made today); None takes one back.

    Raises NotPossible for a place that is not on the axes, or a way that is not known.
    """
    for code, point in points.items():
        if code and ways.way(code) is None:
            raise NotPossible(_("Choose one of the four ways of planning."))
        rows = Placement.objects.filter(plan=plan, model=code, voice_hash=ways.voice_hash(plan, voice))
        if point is None:
            rows.delete()
        elif max(abs(point[0]), abs(point[1])) > EDGE:
            raise NotPossible(_("A place on the axes goes from -100 to 100."))
        else:
            fields = {"x": point[0], "y": point[1], "day": clock.today()}
            Placement.objects.update_or_create(
                plan=plan, model=code, voice_hash=ways.voice_hash(plan, voice), defaults=fields
            )
