"""Injects: prepared in a scenario, then played one by one by whoever runs the exercise."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.before.plans import actions
from boucle.before.plans.forms.scenario import InjectForm, inject_initial
from boucle.before.plans.models import Inject, Plan, Scenario
from boucle.before.plans.queries import board as queries
from boucle.before.plans.queries import scenarios
from boucle.before.plans.views.active import frame
from boucle.foundation.accounts.views import who
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.views import attempts

LONGEST = {"title": 160, "text": 2000, "expected": 500}


def found(plan: Plan, number: int, inject: int) -> tuple[Scenario, Inject]:
    row = frame.scenario_of(plan, number)
    one = scenarios.injects(row).select_related("scenario__plan").filter(pk=inject).first()
    if one is None:
        raise Http404
    return row, one


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Another inject of a scenario."""
    plan = frame.plan_of(request, slug, is_kept=True)
    return write(request, plan, frame.scenario_of(plan, number), None)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def change(request: HttpRequest, slug: str, number: int, inject: int) -> HttpResponseBase:
    """Changes an inject; one that an exercise heard stays there as it was heard."""
    plan = frame.plan_of(request, slug, is_kept=True)
    return write(request, plan, *found(plan, number, inject))


def write(request: HttpRequest, plan: Plan, scenario: Scenario, inject: Inject | None) -> HttpResponseBase:
    form = InjectForm(attempts.typed(request), initial={**inject_initial(inject), **begun(request, inject)})
    if attempts.attempt(form, lambda: save(request, scenario, inject, form)):
        messages.success(request, _("It is saved."))
        return redirect(reverse("plans:scenario", args=[plan.slug, scenario.pk]) + "#injects")
    known = {"plan": plan, "scenario": scenario, "inject": inject, "form": form}
    return frame.page(request, "inject_form", known, status=attempts.status_of(form))


def begun(request: HttpRequest, inject: Inject | None) -> dict[str, str]:
    """What a lesson that is still open gives to a new inject: the address of the link names it."""
    if inject is not None:
        return {}
    named = {name: texts.clean_line(request.GET.get(name, "")) for name in ("title", "text", "expected")}
    return {name: value[: LONGEST[name]] for name, value in named.items() if value}


def save(request: HttpRequest, scenario: Scenario, inject: Inject | None, form: InjectForm) -> Inject:
    user, fields = who.member(request), form.fields_of_inject()
    if inject is not None:
        return actions.change_inject(inject=inject, user=user, **fields)
    return actions.add_inject(scenario=scenario, user=user, form_key=form.cleaned_data["form_key"], **fields)


@require_POST
@frame.work
def remove(request: HttpRequest, slug: str, number: int, inject: int) -> HttpResponseBase:
    """Takes an inject out of a scenario."""
    plan = frame.plan_of(request, slug, is_kept=True)
    scenario, row = found(plan, number, inject)
    user = who.member(request)
    attempts.act(request, _("It is removed."), lambda: actions.remove_inject(inject=row, user=user))
    return redirect(reverse("plans:scenario", args=[plan.slug, scenario.pk]) + "#injects")


@require_safe
@frame.work
def conduct(request: HttpRequest, number: int) -> HttpResponseBase:
    """All injects in order, for whoever runs the exercise: what is due, what was played, what was seen."""
    activation = frame.run(request, number)
    now = clock.now()
    known = {"activation": activation, "plan": activation.scenario.plan, "cues": queries.cues(activation, now)}
    return frame.page(request, "conduct", known)


@require_POST
@frame.work
def play(request: HttpRequest, number: int, inject: int) -> HttpResponseBase:
    """Plays an inject: from now on the players read it."""
    activation = frame.run(request, number)
    row = activation.scenario.injects.filter(pk=inject).first()
    if row is None:
        raise Http404
    said = _("Played: %(title)s") % {"title": row.title}
    user = who.member(request)
    attempts.act(request, said, lambda: actions.play(activation=activation, inject=row, user=user))
    return redirect(reverse("plans:conduct", args=[activation.pk]) + f"#inject-{row.pk}")


@require_POST
@frame.work
def seen(request: HttpRequest, number: int, inject: int) -> HttpResponseBase:
    """Writes what was seen to happen after an inject."""
    activation = frame.run(request, number)
    rows = activation.played.select_related("activation__scenario__plan")
    row = rows.filter(inject=inject).first()
    if row is None:
        raise Http404
    text, user = request.POST.get("seen", ""), who.member(request)
    attempts.act(request, _("It is saved."), lambda: actions.write_seen(played=row, user=user, seen=text))
    return redirect(reverse("plans:conduct", args=[activation.pk]) + f"#inject-{inject}")
