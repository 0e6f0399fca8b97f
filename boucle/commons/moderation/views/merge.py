"""Merging two fiches: which of the two stays."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation.queries import changes
from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.models import Contribution


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Shows both side by side and asks which one stays; the other one's address leads to it from then on."""
    row, near = desk.find(request, reference), queries.by_reference(other)
    if near is None or not rules.can_see(near, rules.By(user=who.member(request))):
        raise Http404(_("No fiche has this reference."))
    if request.method != "POST":
        return draw(request, row, near)
    stays = {each.reference: each for each in (row, near)}.get(request.POST.get("survivor", ""))
    if stays is None:
        return draw(request, row, near, refusal=_("Choose which of the two stays."), status=422)
    leaves = near if stays.pk == row.pk else row
    return take(request, row, near, stays, leaves)


def take(
    request: HttpRequest, row: Contribution, near: Contribution, stays: Contribution, leaves: Contribution
) -> HttpResponse:
    seen = request.POST.get(f"seen_{leaves.reference}", "")
    try:
        lifecycle.merge(
            contribution=leaves,
            into=stays,
            by=rules.By(user=who.member(request)),
            seen=int(seen) if seen.isascii() and seen.isdigit() else None,
        )
    except rules.NotPossible as refusal:
        return draw(request, row, near, refusal=str(refusal), chosen=stays.reference, status=409)
    said = _("Merged: “%(gone)s” now leads to “%(kept)s”.")
    messages.success(request, said % {"gone": leaves.title, "kept": stays.title})
    is_here = rules.can_read_contact(stays, who.member(request))
    return redirect(desk.address(stays if is_here else leaves, desk.tab(request)))


def draw(
    request: HttpRequest,
    row: Contribution,
    near: Contribution,
    *,
    refusal: str = "",
    chosen: str = "",
    status: int = 200,
) -> HttpResponse:
    user = who.member(request)
    desk.stand(request, user)
    last = {each.reference: queries.last_transition(each) for each in (row, near)}
    context = {
        "row": row,
        "near": near,
        "choices": [(each, last[each.reference]) for each in (row, near)],
        "fields": changes.beside(row, near),
        "refusal": refusal,
        "chosen": chosen,
        "suffix": desk.query(desk.tab(request)),
        "part": desk.tab(request),
        "back": desk.address(row, desk.tab(request)),
        "exercise": row.nature in desk.TRIALS,
    }
    return render(request, "moderation/merge.html", context, status=status)
