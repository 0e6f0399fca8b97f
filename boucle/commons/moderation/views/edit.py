"""Correcting a fiche in its author's place, with the kind's own form; the correction is a revision like any other."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    row = desk.find(request, reference)
    by = rules.By(user=who.member(request))
    try:
        rules.check_move(row, Verb.REVISE, by)
    except rules.NotPossible as refusal:
        return desk.show(request, row, trouble=desk.Trouble(str(refusal)), status=409)
    form = kind_form(request, row)
    if request.method != "POST" or not form.is_valid():
        return draw(request, row, form, status=422 if form.errors else 200)
    try:
        lifecycle.revise(contribution=row, content=form.content(), by=by, seen=seen(request))
    except rules.NotPossible as refusal:
        return draw(request, row, form, refusal=str(refusal), status=409)
    messages.success(request, _("Corrected. The correction waits for a decision, like any other."))
    return redirect(desk.address(row, desk.tab(request)))


def seen(request: HttpRequest) -> int | None:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() else None


def kind_form(request: HttpRequest, row: Contribution) -> Any:
    """The form of the fiche's kind, filled with what would be decided on."""
    kind = registry.kind(row.kind)
    if kind.initial is None or not kind.form_class:
        raise BadRequest(_("Fiches of this kind cannot be corrected here."))
    home = around(row)
    form_class = import_string(kind.form_class)
    data = request.POST if request.method == "POST" else None
    return form_class(data, territory=home, situation=row.situation, initial=kind.initial(queries.corrected(row), home))


def around(row: Contribution) -> Territory:
    """Where the fiche may lie after the correction: its situation's territory, or the one around it."""
    return row.situation.territory if row.situation else row.territory.parent or row.territory


def draw(request: HttpRequest, row: Contribution, form: Any, *, refusal: str = "", status: int = 200) -> HttpResponse:
    last = queries.last_transition(row)
    user = who.member(request)
    desk.stand(request, user)
    context = {
        "row": row,
        "form": form,
        "refusal": refusal,
        "seen": last.number if last else 0,
        "part": desk.tab(request),
        "suffix": desk.query(desk.tab(request)),
        "back": desk.address(row, desk.tab(request)),
        "exercise": row.nature in desk.TRIALS,
    }
    return render(request, "moderation/edit.html", context, status=status)
