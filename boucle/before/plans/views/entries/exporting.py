"""Files: what is open for everybody's maps; the directory and the means for the crisis staff who may take them out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.actions import entry_readings as actions
from boucle.before.plans.exports import entries as exports
from boucle.before.plans.models import Entry, Means, Plan, Stake
from boucle.before.plans.queries import whole_plan
from boucle.before.plans.views.entries import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, ready


@require_safe
def stakes(request: HttpRequest, slug: str) -> HttpResponse:
    return open_file(slug, Stake)


@require_safe
def means(request: HttpRequest, slug: str) -> HttpResponse:
    return open_file(slug, Means)


def open_file(slug: str, model: type[Entry]) -> HttpResponse:
    """Open lines of published sections, for anybody's map."""
    plan = found(slug)
    if not plan.is_open:
        raise Http404
    response = HttpResponse(exports.features(whole_plan.public(model, plan)), content_type=exports.GEOJSON)
    response["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    return ready.public(response, plan.territory)


@require_safe
@frame.work
def all_stakes(request: HttpRequest, slug: str) -> HttpResponseBase:
    return closed_file(request, slug, Stake)


@require_safe
@frame.work
def all_means(request: HttpRequest, slug: str) -> HttpResponseBase:
    return closed_file(request, slug, Means)


def closed_file(request: HttpRequest, slug: str, model: type[Entry]) -> HttpResponse:
    plan, _user = exporting(request, slug)
    body = exports.features(whole_plan.everything(model, plan))
    return attached(HttpResponse(body, content_type=exports.GEOJSON), plan, model.__name__.lower(), "geojson")


@require_safe
@frame.work
def directory_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole directory with private numbers; whose details were taken out, by whom, is noted."""
    plan, user = exporting(request, slug)
    return spreadsheet(request, plan, "directory", exports.directory(actions.take_people(plan=plan, reader=user)))


@require_safe
@frame.work
def means_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    plan, user = exporting(request, slug)
    return spreadsheet(request, plan, "means", exports.inventory(actions.take_means(plan=plan, reader=user)))


def spreadsheet(request: HttpRequest, plan: Plan, name: str, lines: Any) -> HttpResponse:
    body = exports.written(lines, is_for_excel="tableur" in request.GET)
    return attached(HttpResponse(body, content_type=exports.CSV), plan, name, "csv")


def exporting(request: HttpRequest, slug: str) -> tuple[Plan, User]:
    plan = found(slug)
    rules.check_export(plan, request.user)
    assert isinstance(request.user, User)
    return plan, request.user


def found(slug: str) -> Plan:
    plan = whole_plan.by_slug(slug)
    if plan is None:
        raise Http404
    return plan


def attached(response: HttpResponse, plan: Plan, name: str, suffix: str) -> HttpResponse:
    filename = f"{slugify(plan.slug)}-{name}-{clock.today()}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return ready.private(response)
