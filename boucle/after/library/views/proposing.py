"""Proposing a sheet: one page, no account; "we did it too" starts from a sheet; then a receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.after.library import actions
from boucle.after.library.enums import Variety
from boucle.after.library.forms.sheet import ProposeForm
from boucle.after.library.models import Notebook, Sheet
from boucle.after.library.queries import notebooks
from boucle.after.library.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.actions import Proposed
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new sheet; a link may have chosen what it is."""
    place = frames.open_territory(request, slug)
    asked = request.GET.get("type", "")
    return write(request, place, {"variety": asked} if asked in Variety.values else {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: HttpRequest, reference: str) -> HttpResponseBase:
    """We did it too: here is what changed. The form keeps what both share."""
    original = frames.sheet(request, reference)
    if not original.contribution.is_public:
        raise Http404
    one = original.contribution
    kept = {
        "variety": Variety.FIELDWORK.value,
        "phase": original.phase,
        "hazard": original.hazard,
        "keywords": original.keywords,
        "themes": original.themes,
        "theme": one.theme.slug if one.theme else "",
    }
    return write(request, standing.place(request), kept, original)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def for_notebook(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A sheet for a notebook that everybody reads: a referent reads it as any other, its editors put it in."""
    notebook = notebooks.by_slug(slug)
    if notebook is None or not notebook.is_open:
        raise Http404
    standing.dress(request, notebook.territory)
    return write(request, notebook.territory, {}, notebook=notebook)


def write(
    request: HttpRequest,
    place: Territory,
    initial: dict[str, Any],
    original: Sheet | None = None,
    notebook: Notebook | None = None,
) -> HttpResponseBase:
    about = {"original": original, "notebook": notebook}
    visitor = guard_rules.visitor(request)
    options: dict[str, Any] = {"territory": place, "visitor": visitor, "initial": initial}
    if request.method != "POST":
        return show(request, ProposeForm(**options), about)
    guard.count_sending(network=visitor.network)
    form = ProposeForm(typed(request, original), request.FILES, **options)
    if not form.is_valid():
        return show(request, form, about, status=TOO_MANY if visitor.is_hot else REFUSED)
    try:
        made = send(request, form, original, notebook)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return show(request, form, about, status=REFUSED)
    return receipt(request, made, has_email=bool(form.cleaned_data["email"]))


def typed(request: HttpRequest, original: Sheet | None) -> Any:
    """What was sent; a reuse is fieldwork, whatever its form says."""
    data = request.POST.copy()
    if original is not None:
        data["variety"] = Variety.FIELDWORK.value
    return data


def send(request: HttpRequest, form: ProposeForm, original: Sheet | None, notebook: Notebook | None) -> Proposed:
    situation = situations.current(form.place)
    return actions.propose(
        territory=form.place,
        content=form.content(),
        by=lifecycle.By(user=who.reader(request)),
        contact=form.contact(),
        situation=situation if situation is not None and frames.is_trial(situation.nature) else None,
        form_key=form.cleaned_data["key"],
        reuse_of=original,
        notebook=notebook,
        drawn=form.drawn,
    )


def show(request: HttpRequest, form: ProposeForm, about: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """`about`: the sheet that it does again, or the notebook that it is for."""
    known = {"form": form, **about, "place": form.place, "must_prove": form.visitor.is_warm}
    return standing.page(request, "library/propose.html", known, status=status)


def receipt(request: HttpRequest, made: Proposed, *, has_email: bool) -> HttpResponseBase:
    """The secret is shown once; sent twice, the form gets the same receipt without it."""
    path = reverse("library:follow", args=[made.secret]) if made.secret else ""
    known = {
        "row": made.contribution,
        "path": path,
        "link": request.build_absolute_uri(path) if path else "",
        "has_email": has_email,
        "place": standing.place(request),
    }
    return ready.private(standing.page(request, "library/sent.html", known))
