"""A report of sessions: read, checked on one page, then published."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.after.library import actions
from boucle.after.library.forms.report import DraftForm, ReportForm
from boucle.after.library.models import Draft
from boucle.after.library.queries import drafts
from boucle.after.library.views import frames
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Reads a report: what is found in it is kept as a draft, and nothing is published."""
    place = frames.open_territory(request, slug)
    accounts.check_coordinate(request.user, place.pk)
    form = ReportForm(attempts.typed(request), request.FILES or None)
    kept: list[Draft] = []

    def read() -> None:
        typed = form.cleaned_data
        kept.append(
            actions.read_report(territory=place, user=who.member(request), words=typed["text"], form_key=typed["key"])
        )

    if form.is_bound and attempts.attempt(form, read):
        return redirect("library:draft", kept[0].key)
    known = {"form": form, "place": place, "drafts": drafts.of(place)}
    return standing.page(request, "library/keep/import.html", known, status=attempts.status_of(form))


def find(request: HttpRequest, key: str) -> Draft:
    """Raises Http404 for whoever does not coordinate: a draft names people."""
    found = drafts.by_key(key)
    if found is None or not accounts.can_coordinate(request.user, found.territory_id):
        raise Http404
    standing.dress(request, found.territory)
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: HttpRequest, key: str) -> HttpResponseBase:
    """What was read, to be checked: saved as often as wished, then published as a whole."""
    found = find(request, key)
    if found.is_waiting or found.is_done:
        name = "library/keep/draft_progress.html" if found.is_waiting else "library/keep/draft_done.html"
        return standing.page(request, name, progress(found))
    form = DraftForm(attempts.typed(request), draft=found)

    def save() -> None:
        actions.correct_draft(draft=found, user=who.member(request), **form.typed())
        if "publish" in request.POST:
            actions.ask_to_publish(draft=found, user=who.member(request))

    if form.is_bound and attempts.attempt(form, save):
        if "publish" not in request.POST:
            messages.success(request, _("Kept. Nothing is published yet."))
        return redirect("library:draft", found.key)
    found.refresh_from_db()
    known = {
        **progress(found),
        "form": form,
        "counted": drafts.counted(found),
        "warnings": drafts.warnings(found),
    }
    return standing.page(request, "library/keep/draft.html", known, status=attempts.status_of(form))


def progress(found: Draft) -> dict[str, Any]:
    return {"draft": found, "place": found.territory}


@never_cache
@require_safe
@login_required
def draft_progress(request: HttpRequest, key: str) -> HttpResponseBase:
    """The progress bar alone; once the work is done, or given back, it sends the page there."""
    found = find(request, key)
    response = render(request, "library/keep/draft_bar.html", progress(found))
    if not found.is_waiting:
        response["HX-Redirect"] = reverse("library:draft", args=[found.key])
    return response


@never_cache
@require_POST
@login_required
def discard(request: HttpRequest, key: str) -> HttpResponseBase:
    """Throws a draft away; what was published of it stays."""
    found = find(request, key)
    thrown = _("The draft is thrown away, with the names in it.")
    if attempts.act(request, thrown, lambda: actions.discard_draft(draft=found, user=who.member(request))):
        return redirect("library:list", found.territory.slug)
    return redirect("library:draft", found.key)
