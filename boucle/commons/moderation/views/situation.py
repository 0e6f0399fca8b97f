"""Situations, for their coordinators: the list, the choice of a template, the activation, the texts and the dates."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boucle.commons.moderation.actions import situation as actions
from boucle.commons.moderation.forms.situation import (
    ActivateForm,
    EndReviewForm,
    PhaseForm,
    TextsForm,
    texts_of,
)
from boucle.commons.moderation.views import situation_frame as frame
from boucle.foundation.core import clock
from boucle.foundation.situations import queries, rules
from boucle.foundation.situations.enums import Phase
from boucle.foundation.situations.models import Situation


@require_GET
@login_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Its situations, open ones first, and those of the territories around."""
    territory, _user = frame.coordinated(request, slug)
    own = list(queries.own(territory))
    around = [one for one in queries.active(territory) if one.territory_id != territory.pk]
    return render(request, "moderation/situations.html", {"own": own, "around": around, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """First a template, then its texts in a form, ready to be changed; one button activates it."""
    territory, user = frame.coordinated(request, slug)
    template = queries.template(request.GET.get("template", ""))
    if template is None and "template" not in request.GET and request.method != "POST":
        return render(request, "moderation/situation_templates.html", {"templates": queries.templates()})
    form = ActivateForm(request.POST or None, initial=prefilled(queries.fields_of(template)))
    if form.is_valid():
        guests, key = form.cleaned_data["guests"], form.cleaned_data["form_key"]
        fields = form.fields_of_situation()
        try:
            made = actions.activate(territory=territory, by=user, guests=guests, form_key=key, **fields)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("“%(name)s” is open.") % {"name": made.name})
            return redirect("moderation:situation", territory.slug, made.slug)
    status = 422 if form.is_bound else 200
    return render(request, "moderation/situation_new.html", {"form": form, "template": template}, status=status)


def prefilled(fields: Any) -> dict[str, Any]:
    return {**fields, "themes": [theme.slug for theme in fields["themes"]], "form_key": uuid4()}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def manage(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Its texts and delays in a form; its phase, its end review and its end beside."""
    territory, user = frame.coordinated(request, slug)
    situation = frame.managed(territory, name)
    if situation.is_closed:
        return redirect("moderation:situation_public", territory.slug, situation.slug)
    form = TextsForm(request.POST or None, initial=texts_of(situation) | {"seen": rules.stamp(situation)})
    if form.is_valid() and save(request, form, situation, user):
        messages.success(request, _("The texts are written. The public pages show them now."))
        return redirect("moderation:situation", territory.slug, situation.slug)
    return manage_page(request, situation, form)


def save(request: HttpRequest, form: TextsForm, situation: Situation, user: Any) -> bool:
    try:
        actions.update_texts(situation=situation, by=user, seen=form.cleaned_data["seen"], **form.fields_of_situation())
    except rules.NotPossible as refusal:
        form.add_error(None, str(refusal))
        typed = request.POST.copy()
        typed["seen"] = rules.stamp(Situation.objects.get(pk=situation.pk))
        form.data = typed
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return form.is_valid()


def manage_page(request: HttpRequest, situation: Situation, form: TextsForm) -> HttpResponse:
    context = {
        **frame.frame(request, situation),
        "form": form,
        "phases": PhaseForm(initial={"phase": situation.phase}),
        "end_review": EndReviewForm(initial={"day": situation.end_review_on}),
        "is_due": situation.end_review_on <= clock.today(),
    }
    return render(request, "moderation/situation.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def phase(request: HttpRequest, slug: str, name: str) -> HttpResponseRedirect:
    """Moves the phase."""
    territory, user = frame.coordinated(request, slug)
    situation = frame.managed(territory, name)
    form = PhaseForm(request.POST)
    if form.is_valid():
        tell(
            request, lambda: actions.change_phase(situation=situation, by=user, phase=Phase(form.cleaned_data["phase"]))
        )
    else:
        messages.error(request, _("Choose one of the three phases: before, during, after."))
    return redirect("moderation:situation", territory.slug, situation.slug)


@require_POST
@login_required
def end_review(request: HttpRequest, slug: str, name: str) -> HttpResponseRedirect:
    """Postpones the end review."""
    territory, user = frame.coordinated(request, slug)
    situation = frame.managed(territory, name)
    form = EndReviewForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["day"]
        tell(request, lambda: actions.postpone_end_review(situation=situation, by=user, day=day))
    else:
        messages.error(request, _("Write the day of the end review, for example 31/01/2027."))
    return redirect("moderation:situation", territory.slug, situation.slug)


def tell(request: HttpRequest, act: Any) -> None:
    try:
        act()
    except rules.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
