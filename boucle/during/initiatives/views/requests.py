"""The work side: reports and claims that await a referent."""

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.during.initiatives import actions, rules
from boucle.during.initiatives.models import Claim, Report
from boucle.during.initiatives.queries import fiche as queries
from boucle.during.initiatives.queries import requests as waiting_queries
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.models import Contribution

SHOWN = 100


@never_cache
@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Every report and claim within the reader's scopes. Raises PermissionDenied for whoever decides nowhere."""
    user = reader(request)
    if not accounts.territories(user, Right.DECIDE).exists():
        raise PermissionDenied(_("This page is for referents."))
    known = {"reports": waiting_queries.reports(user)[:SHOWN], "claims": waiting_queries.claims(user)[:SHOWN]}
    return render(request, "initiatives/requests.html", known)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_fiche(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What waits about one fiche; the claimants' addresses are shown, and the reading is noted."""
    user, row = reader(request), queries.by_reference(reference)
    if row is None:
        raise Http404
    rules.check_decide(row, user)
    if request.method == "POST":
        return decide(request, row, user)
    reports, claims = waiting_queries.of(row)
    if claims:
        lifecycle.read_contacts(contribution=row, reader=user)
    known = {"row": row, "reports": reports, "claims": claims, "territory": queries.home(row)}
    return render(request, "initiatives/requests_fiche.html", known)


def decide(request: HttpRequest, row: Contribution, user: User) -> HttpResponseBase:
    try:
        notices.success(request, act(request, row, user))
    except lifecycle_rules.NotPossible as refused:
        notices.error(request, str(refused))
    return redirect("initiatives:requests", row.reference)


def act(request: HttpRequest, row: Contribution, user: User) -> str:
    """Does what the pressed button says: `handle`, `approve` or `refuse`, with the row's number."""
    verb, _space, number = request.POST.get("do", "").partition(" ")
    key = int(number) if number.isascii() and number.isdigit() else 0
    if verb == "handle":
        report = Report.objects.filter(pk=key, contribution=row).select_related("contribution").first()
        if report is not None:
            actions.handle_report(report=report, user=user)
            return _("The report is marked as seen to.")
    claim = Claim.objects.filter(pk=key, contribution=row).first() if verb in {"approve", "refuse"} else None
    if claim is None:
        raise Http404
    if verb == "approve":
        actions.approve_claim(claim=claim, user=user)
        return _("The fiche is theirs: a private link was mailed to them.")
    actions.refuse_claim(claim=claim, user=user)
    return _("The claim is refused, its address deleted.")


def reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "login_required lets nobody else in"
    return request.user
