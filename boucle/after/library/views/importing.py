"""A report of sessions: read, checked on one page, then published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boucle.after.library import actions
from boucle.after.library.forms.report import DraftForm, ReportForm
from boucle.after.library.models import Draft
from boucle.after.library.queries import drafts
from boucle.after.library.views import frames
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
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
            actions.read_report(territory=place, user=member(request), words=typed["text"], form_key=typed["key"])
        )

    if form.is_bound and attempts.attempt(form, read):
        return redirect("library:draft", kept[0].key)
    known = {"form": form, "place": place, "drafts": drafts.of(place)}
    return frames.page(request, "library/keep/import.html", known, status=attempts.status_of(form))


def member(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


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
    if found.published_at is not None:
        return frames.page(request, "library/keep/draft_done.html", {"draft": found, "place": found.territory})
    form = DraftForm(attempts.typed(request), draft=found)

    def save() -> None:
        actions.correct_draft(draft=found, user=member(request), **form.typed())
        if "publish" in request.POST:
            made.append(actions.publish_draft(draft=found, user=member(request)).reference)

    made: list[str] = []
    if form.is_bound and attempts.attempt(form, save):
        return saved(request, found, made)
    found.refresh_from_db()
    known = {
        "draft": found,
        "form": form,
        "place": found.territory,
        "counted": drafts.counted(found),
        "warnings": drafts.warnings(found),
    }
    return frames.page(request, "library/keep/draft.html", known, status=attempts.status_of(form))


def saved(request: HttpRequest, found: Draft, made: list[str]) -> HttpResponseBase:
    if made:
        messages.success(request, _("The report is in the library, with its sessions and all that hangs on them."))
        return redirect("library:sheet", made[0])
    messages.success(request, _("Kept. Nothing is published yet."))
    return redirect("library:draft", found.key)


@never_cache
@require_POST
@login_required
def discard(request: HttpRequest, key: str) -> HttpResponseBase:
    """Throws a draft away; what was published of it stays."""
    found = find(request, key)
    actions.discard_draft(draft=found, user=member(request))
    messages.success(request, _("The draft is thrown away, with the names in it."))
    return redirect("library:list", found.territory.slug)
