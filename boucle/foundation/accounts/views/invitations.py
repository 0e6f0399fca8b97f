"""Inviting, and answering an invitation."""

from smtplib import SMTPException

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.accounts import actions, forms, queries, rules
from boucle.foundation.accounts.models import Invitation, User
from boucle.foundation.accounts.views import who
from boucle.foundation.accounts.views.space import status_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: HttpRequest) -> HttpResponse:
    user = who.member(request)
    places = queries.coordinated(user)
    own = queries.scopes_of(user).filter(post="coordinator").first()
    if own is None:
        raise PermissionDenied(_("Only a coordinator can invite."))
    form = forms.InviteForm(request.POST or None, user=user, initial={"territory": own.territory.name})
    if form.is_valid() and send(request, form):
        messages.success(request, _("The invitation has left for %(email)s.") % form.cleaned_data)
        return redirect("accounts:people")
    shown = {"form": form, "places": places.order_by("name", "code")[: forms.SUGGESTED_PLACES]}
    return render(request, "accounts/invite.html", shown, status=status_of(form))


def send(request: HttpRequest, form: forms.InviteForm) -> bool:
    try:
        actions.invite(by=who.member(request), email=form.cleaned_data["email"], offer=form.offer())
    except ValidationError as error:
        form.add_error("email", forms.sentences(error))
    except (SMTPException, OSError):
        form.add_error("email", _("The mail server does not answer: nothing has left. Try again in a few minutes."))
    return not form.errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The one-time link: joins, or adds the scope to the account of whoever is signed in with that address."""
    found = queries.invitation(secret)
    if found is None or not rules.is_open(found):
        return render(request, "accounts/invitation_closed.html", {"used": found and found.accepted_at}, status=410)
    if rules.is_for(found, request.user):
        return accept(request, found)
    has_account = User.objects.filter(email=found.email).exists()
    if request.user.is_authenticated or has_account:
        shown = {"invitation": found, "has_account": has_account}
        return render(request, "accounts/invitation_sign_in.html", shown)
    return join(request, found)


def accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.method == "POST":
        actions.accept(invitation_id=found.pk, user=who.member(request))
        messages.success(request, _("Thank you: the scope is yours."))
        return redirect("accounts:space")
    return render(request, "accounts/invitation.html", {"invitation": found})


def join(request: HttpRequest, found: Invitation) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = forms.JoinForm(posted, email=found.email)
    if form.is_valid():
        data = form.cleaned_data
        user = actions.join(invitation_id=found.pk, name=data["name"], password=data["password"] or None)
        answer: HttpResponse = perform_login(request, user, email_verification="none")
        return answer
    return render(request, "accounts/join.html", {"invitation": found, "form": form}, status=status_of(form))
