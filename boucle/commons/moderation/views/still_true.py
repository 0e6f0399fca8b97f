"""The one-click answer to “is it still true?”: a link from a letter, a page, one button."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation.actions import review
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.views import standing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Reading the page changes nothing: programs that check letters open links."""
    row = find(token)
    if row is None:
        return draw(request, None, refusal=_("This link is too old or incomplete: take the one of your last letter."))
    standing.stand(request, row.territory, None)
    if request.method != "POST":
        return draw(request, row)
    try:
        row = review.confirm(contribution=row)
    except rules.NotPossible as refusal:
        return draw(request, row, refusal=str(refusal), status=409)
    return draw(request, row, is_done=True)


def find(token: str) -> Contribution | None:
    """The fiche of a link; None when the link is forged or too old. Raises Http404 when its author had it deleted."""
    uid = review.read_token(token)
    if uid is None:
        return None
    row = queries.full().filter(uid=uid, erased_at__isnull=True).first()
    if row is None:
        raise Http404(_("This fiche was deleted by its author."))
    return row


def draw(
    request: HttpRequest, row: Contribution | None, *, is_done: bool = False, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "is_done": is_done,
        "refusal": refusal,
        "url_name": registry.kind(row.kind).url_name if row else "",
    }
    return render(request, "moderation/still_true.html", context, status=status if row else 404)
