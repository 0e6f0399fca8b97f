"""Counts each request by its route, in the log and in the metrics; never by its address, which may hold a secret."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from boucle.foundation.running.queries import health

logger = logging.getLogger("boucle.requests")


def measure(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Logs and counts each request by its route."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        note(request, response, time.perf_counter() - began)
        return response

    return answer


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    route = match.view_name or match.route if match else "none"
    fields = {"method": request.method, "route": route, "status": response.status_code}
    logger.info("request", extra={**fields, "milliseconds": round(seconds * 1000, 1)})
    if settings.BOUCLE["METRICS"]:
        health.REQUESTS.labels(route, request.method, response.status_code).inc()
        health.SECONDS.labels(route).observe(seconds)
