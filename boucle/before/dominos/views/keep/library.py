"""The library: typical rules, what they would add here, and a press that writes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boucle.before.dominos import actions
from boucle.before.dominos.queries import library, words
from boucle.before.dominos.views.keep import frame

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`?rule=` once for each rule looked at: a GET shows, a POST writes the same."""
    row, user = frame.held(request, slug)
    rules = library.rules()
    given = request.POST if request.method == "POST" else request.GET
    codes = [code for code in given.getlist("rule") if code in {one.code for one in rules}]
    if request.method == "POST":
        count = actions.apply_rules(inventory=row, user=user, codes=codes)
        said = ngettext("%(count)s dependency is written.", "%(count)s dependencies are written.", count)
        messages.success(request, said % {"count": words.whole(count)})
        return frame.back("library", row)
    found = library.preview(row, [one for one in rules if one.code in codes])
    kinds = set(row.services.values_list("kind", flat=True))
    known = {
        "rules": [(one, words.autonomy(one.low, one.likely, one.high), one.service in kinds) for one in rules],
        "codes": codes,
        "additions": found[:SHOWN],
        "count": len(found),
        "more": max(0, len(found) - SHOWN),
    }
    return frame.page(request, row, "library", known)
