"""Services and what they need, written by hand."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.before.dominos import actions
from boucle.before.dominos.enums import Kind
from boucle.before.dominos.forms import nodes as forms
from boucle.before.dominos.models import Dependency, Inventory, Service
from boucle.before.dominos.queries import figures, finding, sources
from boucle.before.dominos.views.keep import frame
from boucle.foundation.lifecycle.views import attempts

ON_A_PAGE = 100


def found(row: Inventory, code: str) -> Service:
    service = finding.service(row, code, is_whole=True)
    if service is None:
        raise Http404
    service.inventory = row
    return service


def tiles() -> dict[str, object]:
    return {"tiles": settings.BOUCLE["TILES_URL"], "attribution": settings.BOUCLE["TILES_ATTRIBUTION"]}


@require_safe
@frame.work
def listed(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, _user = frame.held(request, slug)
    rows = finding.services(row, is_whole=True).order_by("name", "code")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return frame.page(request, row, "services", {"page": page, "kinds": Kind.choices})


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    kind = request.GET.get("kind", "")
    form = forms.ServiceForm(attempts.typed(request), inventory=row, initial=forms.of_kind(kind))
    if attempts.attempt(
        form,
        lambda: actions.write_service(
            inventory=row, user=user, code=form.cleaned_data["code"], said=form.said(), **form.fields_written()
        ),
    ):
        messages.success(request, _("It is added. What does it depend on?"))
        return frame.back("needs", row, form.cleaned_data["code"])
    known = {"form": form, "kinds": Kind.choices, "kind": kind, **tiles()}
    return frame.page(request, row, "service", known, status=attempts.status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def edit(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    service = found(row, code)
    form = forms.ServiceForm(attempts.typed(request), inventory=row, service=service)
    if attempts.attempt(
        form,
        lambda: actions.write_service(
            inventory=row, user=user, code=service.code, said=form.said(), **form.fields_written()
        ),
    ):
        messages.success(request, _("It is saved."))
        return frame.back("needs", row, service.code)
    return frame.page(
        request, row, "service", {"form": form, "service": service, **tiles()}, status=attempts.status_of(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def needs(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """What a service depends on, and a form for one more."""
    row, user = frame.held(request, slug)
    service = found(row, code)
    form = forms.NeedForm(attempts.typed(request), service=service)
    if attempts.attempt(
        form,
        lambda: actions.write_need(
            inventory=row,
            user=user,
            service=service,
            suppliers=list(row.services.filter(code__in=form.cleaned_data["suppliers"]).order_by("code")),
            said=form.said(),
            **form.fields_written(),
        ),
    ):
        messages.success(request, _("It is saved."))
        return frame.back("needs", row, service.code)
    there = list(service.needs.select_related("supplier").order_by("pk"))
    histories = sources.of_needs(there)
    known = {
        "form": form,
        "service": service,
        "needs": [(one, figures.told(one, histories[one.pk])) for one in there],
        "feeds": list(service.feeds.select_related("service").order_by("pk")),
    }
    return frame.page(request, row, "needs", known, status=attempts.status_of(form))


@require_POST
@frame.work
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    service = found(row, code)
    attempts.act(request, _("It is removed."), lambda: actions.remove_service(service=service, user=user))
    return frame.back("keep_services", row)


@require_POST
@frame.work
def remove_need(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    need = Dependency.objects.select_related("service__inventory").filter(pk=pk, service__inventory=row).first()
    if need is None:
        raise Http404
    attempts.act(request, _("It is removed."), lambda: actions.remove_need(dependency=need, user=user))
    return frame.back("needs", row, need.service.code)
