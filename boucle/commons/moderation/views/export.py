"""The rows of somebody's scope, for whoever has the right to take them out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boucle.commons.moderation import rules
from boucle.commons.moderation.exports import rows
from boucle.foundation.accounts.views import who
from boucle.foundation.core import clock


@never_cache
@require_safe
@login_required
def export(request: HttpRequest) -> StreamingHttpResponse:
    user = who.member(request)
    rules.check_export(user)
    response = StreamingHttpResponse(rows.stream(user), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="boucle-moderation-{clock.today()}.csv"'
    return response
