"""A new inventory."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.before.dominos import actions
from boucle.before.dominos.forms.keep import InventoryForm
from boucle.before.dominos.models import Inventory
from boucle.before.dominos.views.keep import frame
from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Raises Http404 for no territory, PermissionDenied for anybody but its coordinators."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    members.check_coordinate(request.user, place.pk)
    assert isinstance(request.user, User)
    user = request.user
    standing.dress(request, place)
    form = InventoryForm(attempts.typed(request))
    made: list[Inventory] = []
    if attempts.attempt(form, lambda: made.append(actions.create(territory=place, user=user, **form.cleaned_data))):
        messages.success(request, _("It is created. Nobody else sees it before you open it."))
        return frame.back("keep", made[0])
    return render(request, "dominos/keep/new.html", {"place": place, "form": form}, status=attempts.status_of(form))
