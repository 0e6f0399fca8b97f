"""Refusals: each says what happened and what to do. 500 and 503 ask neither the database nor who is reading."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader

from boucle.foundation.core import clock

API_PREFIX = "/api/"
RETRY_SECONDS = 60


def refuse(request: HttpRequest, status: int, said: str = "") -> HttpResponse:
    """The page of an error; `said` is a sentence for people that the refusal came with. To programs: RFC 9457."""
    if request.path.startswith(API_PREFIX):
        return problem(status, said)
    return render(request, f"site/errors/{status}.html", {"said": said}, status=status)


def problem(status: int, said: str = "") -> HttpResponse:
    body = {"type": "about:blank", "status": status, "title": HTTPStatus(status).phrase}
    if said:
        body["detail"] = said
    return JsonResponse(body, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from this site, or that waited too long (CSRF_FAILURE_VIEW)."""
    if request.path.startswith(API_PREFIX):
        return problem(403, reason)
    return render(request, "site/errors/forged.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer, 500 when we are at fault."""
    return unavailable(request) if is_database_away(sys.exc_info()[1]) else alone(request, 500)


def is_database_away(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError) and "no such" not in str(error)


def unavailable(request: HttpRequest, is_maintenance: bool = False) -> HttpResponse:
    answer = alone(request, 503, is_maintenance=is_maintenance)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def alone(request: HttpRequest, status: int, **said: object) -> HttpResponse:
    """A page that needs nothing but its template."""
    if request.path.startswith(API_PREFIX):
        return problem(status)
    known = {"emergency": settings.BOUCLE["EMERGENCY"], "page_date": clock.now(), "address": request.get_full_path()}
    return HttpResponse(loader.render_to_string(f"site/errors/{status}.html", {**known, **said}), status=status)
