"""The demo's plan: a winter of rotating cuts in Trooz, told through the actions that people use, with the clock moved.

Told whole or not at all, once for each territory. What the histories, the notes and the board show was lived, in the
order of the days.
"""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from boucle.before.plans.actions.demo import beginning, exercise, notes, sections, ways
from boucle.before.plans.actions.demo.cast import Play
from boucle.before.plans.models import Activation, Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.territories.models import Territory

STORIES = (sections, ways, notes, exercise)

__all__ = ["Play", "find", "is_told", "plays", "tell"]


def find(territory: Territory) -> Plan | None:
    """The plan of the story, once it is told."""
    return Plan.objects.filter(territory=territory, name=beginning.name()).first()


def is_told(territory: Territory) -> bool:
    return find(territory) is not None


@transaction.atomic
def tell(
    *,
    territory: Territory,
    basin: Territory,
    users: tuple[User, User],
    say: Callable[[str], object] = lambda sentence: None,
) -> Plan:
    """`territory`: a commune of the `basin` that shares the plan. `users`: who coordinates both, and who keeps some of
    the sections. Told already, the plan is given back."""
    there = find(territory)
    if there is not None:
        return there
    say(beginning.name())
    with translation.override("fr"):
        cast = beginning.begin(territory, basin, *users)
        moments = [moment for story in STORIES for moment in story.moments(cast)]
        for moment in sorted(moments, key=lambda one: one.at):
            with clock.at(moment.at):
                moment.act()
    return Plan.objects.get(pk=cast.plan.pk)


def plays(territory: Territory) -> Iterator[Play]:
    """What a visitor opens first."""
    plan = find(territory)
    if plan is None:
        return
    yield Play(plan.name, reverse("plans:plan", args=[plan.slug]))
    for activation in Activation.objects.filter(scenario__plan=plan, ended_at=None).select_related("situation"):
        yield Play(activation.situation.name, reverse("plans:board", args=[activation.pk]))
