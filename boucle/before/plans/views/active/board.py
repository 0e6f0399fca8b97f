"""The board: one page for all roles, that a phone ticks and that refreshes by itself."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.models import Activation
from boucle.before.plans.queries import board as queries
from boucle.before.plans.queries import scenarios
from boucle.before.plans.views.active import figures, frame
from boucle.foundation.accounts.views import who
from boucle.foundation.situations.enums import Nature


@require_safe
@frame.work
def board(request: HttpRequest, number: int) -> HttpResponseBase:
    """Who does what, by role; the address keeps the role that was chosen. To a script it gives the part that moves."""
    activation = frame.activation_of(request, number)
    plan, user = activation.scenario.plan, who.member(request)
    is_staff = rules.is_staff(plan, user)
    if not is_staff:
        rules.check_follow(activation, user)
    role = request.GET.get("role", "").strip()
    known = live(request, activation, role, is_staff)
    if request.headers.get("HX-Request"):
        return frame.page(request, "board_live", known | {"is_part": True})
    return frame.page(request, "board", known | around(request, activation, is_staff))


def live(request: HttpRequest, activation: Activation, role: str, is_staff: bool) -> dict[str, Any]:
    shown = queries.board(activation, who.member(request), is_staff=is_staff, role=role)
    return {
        "activation": activation,
        "plan": activation.scenario.plan,
        "board": shown,
        "role": role,
        "here": request.get_full_path(),
        "now": shown.now,
        "lede": lede(shown),
        "figure": figures.progress(shown) if shown.tally.total else None,
    }


def lede(shown: queries.Board) -> str:
    tally = shown.tally
    said = _("%(done)s done out of %(total)s") % {"done": tally.done, "total": tally.total - tally.dropped}
    return said + (_(", %(late)s late") % {"late": tally.late_open} if tally.late_open else "") + "."


def around(request: HttpRequest, activation: Activation, is_staff: bool) -> dict[str, Any]:
    """What does not move while it runs: what the last uses left, for the staff."""
    scenario = activation.scenario
    last = scenarios.last(scenario, activation) if is_staff else None
    runs = rules.can_run(activation, request.user)
    return {
        "runs": runs,
        "conducts": runs and activation.situation.nature == Nature.EXERCISE,
        "is_staff": is_staff,
        "last": last,
        "changes": scenarios.changed(scenario.plan, last, activation),
        "left": scenarios.left_over(scenario, activation) if is_staff else [],
        "learnt": scenarios.learnt(scenario) if is_staff else [],
    }
