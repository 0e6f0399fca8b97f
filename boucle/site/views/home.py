"""The home of a territory, and the way to one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boucle.foundation.territories.models import Territory


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only open territory; else the choice of one; else how to start."""
    opened = list(Territory.objects.filter(is_open=True).order_by("name", "code")[:2])
    if len(opened) == 1:
        return of_territory(request, opened[0])
    return render(request, "site/choose.html" if opened else "site/start.html")


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    return of_territory(request, get_object_or_404(Territory, slug=slug, is_open=True))


def of_territory(request: HttpRequest, place: Territory) -> HttpResponse:
    request.territory = place  # type: ignore[attr-defined]
    return render(request, "site/home.html")
