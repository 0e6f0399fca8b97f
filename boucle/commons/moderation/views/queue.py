"""The queue, with its first item already open where the screen is wide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boucle.commons.moderation import rules
from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who


@never_cache
@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    rules.check_sit(who.member(request))
    return desk.show(request, None)
