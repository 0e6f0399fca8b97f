"""Pages that are read once: who runs this, rights, accessibility, the charter, the guides."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.foundation.lifecycle.enums import Reason

ROLES = ("resident", "referent", "coordinator")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    return render(request, "site/rights.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    return render(request, "site/charter.html", {"reasons": Reason.choices})


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "site/guides.html")


@require_safe
def guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in ROLES:
        raise Http404
    return render(request, f"site/guide_{role}.html")
