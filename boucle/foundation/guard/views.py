"""What scripts ask for."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boucle.foundation.guard import rules


@never_cache
@require_safe
def challenge(request: HttpRequest) -> JsonResponse:
    """A proof of work for a script to solve."""
    return JsonResponse(rules.challenge())
