"""The one-click answer to “is it still true?”: a link from a letter, a page, one button."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation.actions import review
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.models import Contribution


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Reading the page changes nothing: programs that check letters open links."""
    row = find(token)
    request.territory = row.territory  # type: ignore[attr-defined]  # read by site.context.frame
    if request.method != "POST":
        return draw(request, row)
    try:
        row = review.confirm(contribution=row)
    except rules.NotPossible as refusal:
        return draw(request, row, refusal=str(refusal), status=409)
    return draw(request, row, is_done=True)


def find(token: str) -> Contribution:
    uid = review.read_token(token)
    if uid is None:
        raise BadRequest(_("This link is too old or incomplete: take the one of your last letter."))
    row = queries.full().filter(uid=uid, erased_at__isnull=True).first()
    if row is None:
        raise Http404(_("This fiche was deleted by its author."))
    return row


def draw(
    request: HttpRequest, row: Contribution, *, is_done: bool = False, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "is_done": is_done,
        "refusal": refusal,
        "url_name": registry.kind(row.kind).url_name,
        "text": queries.content(row).get("text", ""),
    }
    return render(request, "moderation/still_true.html", context, status=status)
