"""Presenting oneself: one page, no account; then a receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.accounts.views import who
from boucle.foundation.actors import actions
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.actions import Proposed
from boucle.foundation.situations.views import standing
from boucle.together.directory.forms.actor import PresentForm
from boucle.together.directory.views import frames

REFUSED, TOO_MANY = 422, 429


def private_path(secret: str) -> str:
    return reverse("directory:follow", args=[secret])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def present(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Somebody presents themselves, or their organisation."""
    place = frames.open_territory(request, slug)
    visitor = guard_rules.visitor(request)
    options: dict[str, Any] = {"territory": place, "visitor": visitor}
    if request.method != "POST":
        return show(request, PresentForm(**options, initial={"who": request.GET.get("who", "")}))
    guard.count_sending(network=visitor.network)
    form = PresentForm(request.POST, **options)
    if not form.is_valid():
        return show(request, form, status=TOO_MANY if visitor.is_hot else REFUSED)
    made = actions.present(
        territory=form.place,
        content=form.content(),
        by=lifecycle.By(user=who.reader(request)),
        contact=form.contact(),
        form_key=form.cleaned_data["key"],
        follow=private_path,
    )
    return receipt(request, made, has_email=bool(form.cleaned_data["email"]))


def show(request: HttpRequest, form: PresentForm, *, status: int = 200) -> HttpResponse:
    known = {"form": form, "place": standing.place(request), "must_prove": form.visitor.is_warm}
    return standing.page(request, "directory/present.html", known, status=status)


def receipt(request: HttpRequest, made: Proposed, *, has_email: bool) -> HttpResponseBase:
    """The secret is shown once; sent twice, the form gets the same receipt without it."""
    path = private_path(made.secret) if made.secret else ""
    known = {
        "row": made.contribution,
        "path": path,
        "link": request.build_absolute_uri(path) if path else "",
        "has_email": has_email,
        "place": standing.place(request),
    }
    return ready.private(standing.page(request, "directory/sent.html", known))
