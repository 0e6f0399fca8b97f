"""Health and metrics: for machines, without personal data."""

import secrets

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boucle.foundation.running.queries import health as reads


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served, 503 when the database does not answer."""
    try:
        return JsonResponse({"status": "ok", **reads.outbox()})
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, only when BOUCLE_METRICS is on and, if one is set, with the token of BOUCLE_METRICS_TOKEN."""
    if not settings.BOUCLE["METRICS"]:
        raise Http404
    token = str(settings.BOUCLE["METRICS_TOKEN"])
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and not secrets.compare_digest(given.encode(), token.encode()):
        return HttpResponse("A token is needed.", status=401, content_type="text/plain")
    return HttpResponse(reads.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
