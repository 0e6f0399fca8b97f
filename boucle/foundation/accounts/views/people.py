"""People: who holds which scope, for coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.foundation.accounts import actions, forms, queries, rules
from boucle.foundation.accounts.models import Invitation, Scope
from boucle.foundation.accounts.views import who
from boucle.foundation.accounts.views.space import status_of
from boucle.foundation.core import clock

ROWS = 100


@never_cache
@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    slug = request.GET.get("territoire", "")
    place = queries.coordinated(user).filter(slug=slug).first() if slug else None
    if not place and (slug or not queries.coordinated(user).exists()):
        raise PermissionDenied(_("This page is for the coordinators of this territory."))
    rows = queries.members(place.pk) if place else queries.colleagues(user)
    shown = {
        "place": place,
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "invitations": queries.waiting_invitations(user, place),
        "today": clock.today(),
    }
    return render(request, "accounts/people.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scope(request: HttpRequest, number: int) -> HttpResponse:
    """Changes the rights of one scope, or takes it back."""
    user = who.member(request)
    held = find_scope(number)
    rules.check_coordinate(user, held.territory_id)
    if "remove" in request.POST:
        actions.remove_scope(by=user, scope=held)
        messages.success(request, _("The scope has been taken back."))
        return redirect("accounts:people")
    form = forms.RightsForm(request.POST or None, initial=forms.RightsForm.values_of(held))
    if form.is_valid() and change(request, held, form):
        messages.success(request, _("The rights have changed."))
        return redirect("accounts:people")
    return render(request, "accounts/scope.html", {"form": form, "scope": held}, status=status_of(form))


def find_scope(number: int) -> Scope:
    held = Scope.objects.select_related("user", "territory", "theme").filter(pk=number).first()
    if held is None:
        raise Http404(_("This scope does not exist any more."))
    return held


def change(request: HttpRequest, held: Scope, form: forms.RightsForm) -> bool:
    rights, is_deputy = frozenset(form.cleaned_data["rights"]), form.cleaned_data["is_deputy"]
    try:
        actions.change_scope(by=who.member(request), scope=held, rights=rights, is_deputy=is_deputy)
    except (PermissionDenied, ValidationError) as refusal:
        form.add_error("rights", forms.sentences(refusal))
        return False
    return True


@require_POST
@login_required
def withdraw_invitation(request: HttpRequest, number: int) -> HttpResponse:
    actions.withdraw_invitation(by=who.member(request), invitation=get_object_or_404(Invitation, pk=number))
    messages.success(request, _("The invitation has been withdrawn: its link no longer works."))
    return redirect("accounts:people")
