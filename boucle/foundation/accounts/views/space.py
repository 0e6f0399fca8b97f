"""My space: my name, my scopes, my absence, my safety, the end of my account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.accounts import actions, forms, queries
from boucle.foundation.accounts.views import sign_in, who
from boucle.foundation.core import clock


@never_cache
@require_safe
@login_required
def space(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    scopes = list(queries.scopes_of(user))
    away = max((scope.absent_until for scope in scopes if scope.absent_until), default=None)
    shown = {
        "scopes": scopes,
        "coordinates": any(scope.post == "coordinator" for scope in scopes),
        "away": away if away and away >= clock.today() else None,
        "second_factor": is_mfa_enabled(user),
        "has_password": user.has_usable_password(),
    }
    return render(request, "accounts/space.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    form = forms.NameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        actions.rename(user=user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name has changed."))
        return redirect("accounts:space")
    return render(request, "accounts/name.html", {"form": form}, status=status_of(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def absence(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    held = queries.scopes_of(user).filter(absent_until__gte=clock.today()).first()
    posted = request.POST if request.method == "POST" else None
    form = forms.AbsenceForm(posted, initial={"until": held and held.absent_until})
    if form.is_valid():
        actions.set_absence(user=user, until=form.cleaned_data["until"])
        messages.success(request, _("Your absence is noted.") if form.cleaned_data["until"] else _("You are back."))
        return redirect("accounts:space")
    return render(request, "accounts/absence.html", {"form": form}, status=status_of(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    posted = request.POST if request.method == "POST" else None
    form = forms.DeleteForm(posted)
    if form.is_valid():
        actions.erase(user=user)
        logout(request)
        return sign_in.emptied(render(request, "accounts/deleted.html"))
    shown = {"form": form, "orphans": queries.coordinators_left(user)}
    return render(request, "accounts/delete.html", shown, status=status_of(form))


def status_of(form: BaseForm) -> int:
    return 422 if form.is_bound else 200
