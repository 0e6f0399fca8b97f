"""References in and out: one sheet, all that a list finds, a file that somebody brings."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.library import actions
from boucle.after.library.engine import formats, items
from boucle.after.library.exports import references as exports
from boucle.after.library.forms.references import ReferencesForm
from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding, pages
from boucle.after.library.views import frames
from boucle.commons.search import queries as search
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

MOST = 1000


@require_safe
def cite(request: HttpRequest, reference: str, name: str) -> HttpResponseBase:
    """A sheet as a reference; of a session, with the references that were given there."""
    found = frames.sheet(request, reference)
    rows = [found, *pages.session_references(found)]
    return frames.shared(request, file(rows, name, found.contribution.reference))


@require_safe
def everything(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The references of a list: the same filter as the page, up to a thousand."""
    place = frames.open_territory(request, slug)
    asked, _sentences = search.parse(request.GET, place, "sheet")
    ids = [row.id for row in search.rows(asked)][:MOST]
    by_id = {row.pk: row for row in finding.public().filter(pk__in=ids)}
    return ready.public(file([by_id[each] for each in ids if each in by_id], name, place.slug), place)


def file(rows: list[Sheet], name: str, called: str) -> HttpResponse:
    form = formats.FORMATS.get(name)
    if form is None:
        raise Http404
    response = HttpResponse(exports.written(rows, name), content_type=form.type)
    response["Content-Disposition"] = f'attachment; filename="boucle-{called.lower()}.{form.ending}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Takes the references of a file, then says row by row what became of each."""
    place = frames.open_territory(request, slug)
    accounts.check_coordinate(request.user, place.pk)
    form = ReferencesForm(attempts.typed(request), request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        known = {"form": form, "place": place}
        return standing.page(request, "library/keep/references.html", known, status=attempts.status_of(form))
    assert isinstance(request.user, User)
    told = report(place, request.user, form.cleaned_data["text"])
    return standing.page(request, "library/keep/references_told.html", {"place": place, **told})


def report(place: Territory, user: User, text: str) -> dict[str, Any]:
    form, found = formats.read(text)
    taken = [(entry, actions.take_reference(territory=place, user=user, item=entry.item)) for entry in found.entries]
    broken = [each.raw for each in found.refusals if each.why != "twice"]
    return {
        "format": form.label,
        "again": mending("\n\n".join(broken)) if broken else None,
        "taken": [(entry.line, each.row) for entry, each in taken if each.is_new],
        "known": [(entry.line, each.row) for entry, each in taken if not each.is_new],
        "refused": [(each, why(each)) for each in found.refusals],
    }


def mending(text: str) -> ReferencesForm:
    """What was set aside, whole, in a form to correct it in."""
    form = ReferencesForm(initial={"text": text})
    form.fields["text"].label, form.fields["text"].required = _("Correct them, and send them again"), True
    return form


def why(refusal: items.Refusal) -> str:
    return {
        "syntax": _("This entry is not written as the format asks: a comma, a brace or its end is missing."),
        "name": _("The names of its authors could not be read: one comma at most between surname and first name."),
        "title": _("It has no title: nothing to find it by."),
        "twice": _("The same reference stands above in this file."),
        "empty": _("No reference was found: this is neither BibTeX, RIS nor CSL-JSON."),
    }[refusal.why]
