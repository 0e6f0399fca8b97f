"""The services of an inventory, and one of them with where each of its figures comes from."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.dominos.enums import Kind
from boucle.before.dominos.models import Dependency, Inventory, Service
from boucle.before.dominos.queries import figures, finding, sources
from boucle.before.dominos.queries.figures import Told
from boucle.before.dominos.views import frames

ON_A_PAGE = 50


@require_safe
def listed(request: HttpRequest, slug: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    kind = request.GET.get("kind", "")
    rows = finding.services(inventory, is_whole=is_whole).order_by("name", "code")
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    known = {"page": page, "kind": kind, "kinds": Kind.choices}
    return frames.answer(request, inventory, "dominos/services.html", known, is_whole=is_whole)


@require_safe
def one(request: HttpRequest, slug: str, code: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    service = finding.service(inventory, code, is_whole=is_whole)
    if service is None:
        raise Http404
    return frames.answer(
        request, inventory, "dominos/service.html", known(inventory, service, is_whole), is_whole=is_whole
    )


def known(inventory: Inventory, service: Service, is_whole: bool) -> dict[str, Any]:
    needs = ends(service.needs, "supplier", is_whole)
    histories = sources.of_needs(needs)
    lines: list[tuple[Dependency, list[Told]]] = [(one, figures.told(one, histories[one.pk])) for one in needs]
    return {
        "service": service,
        "figures": figures.told(service, sources.of_service(service)),
        "needs": lines,
        "feeds": ends(service.feeds, "service", is_whole),
        "challenges": [one for one in sources.challenges(inventory) if one.service_id == service.pk],
    }


def ends(rows: Any, name: str, is_whole: bool) -> list[Dependency]:
    """Dependencies whose other end may be shown."""
    is_shown = Q() if is_whole else Q(**{f"{name}__is_open": True})
    return list(rows.filter(is_shown).select_related(name).order_by("pk"))
