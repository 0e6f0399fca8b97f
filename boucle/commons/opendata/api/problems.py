"""Refusals as problem details (RFC 9457): a status, a sentence, and the field that is concerned."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from boucle.commons.opendata import rules
from boucle.foundation.lifecycle import rules as lifecycle

TYPE = "application/problem+json"


class Invalid(Exception):
    """What was sent is not valid; `errors` are sentences by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("invalid")
        self.errors = errors


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    content = {"type": "about:blank", "title": title, "status": status, **more}
    return HttpResponse(orjson.dumps(content), status=status, content_type=TYPE)


def register(api: NinjaAPI) -> None:
    """Every exception of the interface as a problem: no page of HTML, no traceback."""

    def on(exception: type[Exception], answer: Any) -> None:
        api.exception_handler(exception)(lambda request, error: answer(error))

    on(Invalid, invalid)
    on(ValidationError, misread)
    on(Http404, lambda error: problem(404, str(error) or _("There is nothing here.")))
    on(HttpError, lambda error: problem(error.status_code, str(error)))
    on(BadRequest, lambda error: problem(400, str(error)))
    on(AuthenticationError, lambda error: unknown_bearer())
    on(PermissionDenied, lambda error: problem(403, str(error) or _("This is not for you.")))
    on(lifecycle.NotPossible, lambda error: problem(409, str(error)))
    on(rules.Refused, lambda error: problem(409, str(error)))
    on(rules.TooMany, too_many)


def invalid(error: Invalid) -> HttpResponse:
    errors = [{"field": name, "message": each} for name, several in error.errors.items() for each in several]
    return problem(422, _("Some fields need a correction."), errors=errors)


def misread(error: ValidationError) -> HttpResponse:
    """A parameter that ninja could not read: its name is the last part of its place."""
    return invalid(Invalid({str(each["loc"][-1]): [str(each["msg"])] for each in error.errors}))


def too_many(error: rules.TooMany) -> HttpResponse:
    response = problem(429, str(error))
    response["Retry-After"] = str(error.seconds)
    return response


def unknown_bearer() -> HttpResponse:
    response = problem(401, _("The header “Authorization: Bearer …” is missing, or its key is not known."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def not_found(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address under `/api/v1/`."""
    return problem(404, _("There is nothing here. /api/ describes the addresses."))
