"""One item: reading it, its contacts, its claim."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules


@never_cache
@require_safe
@login_required
def item(request: HttpRequest, reference: str) -> HttpResponse:
    return desk.show(request, desk.find(request, reference))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contacts(request: HttpRequest, reference: str) -> HttpResponse:
    """Shows the private contacts; asking for them is a POST, because the reading is noted."""
    row = desk.find(request, reference)
    if request.method != "POST":
        return redirect(desk.address(row, desk.tab(request)))
    read = lifecycle.read_contacts(contribution=row, reader=who.member(request))
    return desk.show(request, row, contacts=read)


@never_cache
@require_POST
@login_required
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Claims, prolongs or gives back."""
    row, user = desk.find(request, reference), who.member(request)
    if request.POST.get("do") == "release":
        lifecycle.release(contribution=row, user=user)
        messages.success(request, _("Given back to the queue: “%(title)s”.") % {"title": row.title})
        return redirect(desk.address(row, desk.tab(request)))
    try:
        lifecycle.hold(contribution=row, user=user)
    except rules.NotPossible as refusal:
        return desk.show(request, row, trouble=desk.Trouble(str(refusal)), status=409)
    return redirect(desk.address(row, desk.tab(request)))
