"""The language of a page, and the page that stands in for all others during maintenance."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers

from boucle.site.views import errors

Answer = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware(LocaleMiddleware):
    """The language cookie, else what the browser asks for, else French; caches are told about both."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Cookie",))
        return super().process_response(request, response)


def maintenance(get_response: Answer) -> Answer:
    """While the file `maintenance` lies beside the database, every page says so; `/health` still answers."""
    sign = Path(str(settings.BOUCLE["MAINTENANCE"]))

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path != "/health" and sign.exists():
            return errors.unavailable(request, is_maintenance=True)
        return get_response(request)

    return answer
