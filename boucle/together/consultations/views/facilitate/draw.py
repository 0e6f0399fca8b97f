"""A panel drawn by lot, with everybody's probability; then its people are invited. A worker draws."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.enums import DrawState
from boucle.together.consultations.forms.panel import DrawForm
from boucle.together.consultations.models import Consultation, Draw
from boucle.together.consultations.queries import drawing
from boucle.together.consultations.views.facilitate import frame


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def draw(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Asks for a draw, and lists those that were asked for. The same files and the same seed are the same draw."""
    row, user = frame.held(request, reference)
    form = DrawForm(attempts.typed(request), request.FILES or None, initial={"seed": row.seed})
    asked: list[Draw] = []
    if attempts.attempt(form, lambda: asked.append(ask(row, user, form))):
        return redirect(address(row, asked[0]))
    known = {"form": form, "draws": drawing.of(row)}
    return frame.page(request, row, "draw", known, status=frame.REFUSED if form.is_bound else 200)


def ask(row: Consultation, user: User, form: DrawForm) -> Draw:
    data = form.cleaned_data
    try:
        files = drawing.read(data["pool"], data["quotas"], size=data["size"])
    except drawing.Undrawable as error:
        raise NotPossible(str(error)) from error
    return actions.ask_draw(consultation=row, user=user, files=files, seed=data["seed"])


def address(row: Consultation, asked: Draw) -> str:
    return reverse("consultations:panel_drawn", args=[row.contribution.reference, asked.pk])


@require_safe
@frame.work
def drawn(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """What was drawn, or why nothing can be; until then, that it is under way: the page asks again by itself."""
    row, _user = frame.held(request, reference)
    found = one(row, number)
    if request.headers.get("HX-Request"):
        return progress(request, row, found)
    if found.state == DrawState.DONE:
        return frame.page(request, row, "drawn", {"draw": drawing.result(found)})
    if found.state == DrawState.IMPOSSIBLE:
        return frame.page(request, row, "undrawable", {"draw": found, "why": drawing.why(found)})
    return frame.page(request, row, "drawing", {"draw": found, "waits_long": drawing.waits_long(found)})


def one(row: Consultation, number: int) -> Draw:
    found = row.draws.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def progress(request: HttpRequest, row: Consultation, found: Draw) -> HttpResponse:
    """For the page that asks again: how far it is, or the way to the result."""
    known = {"draw": found, "waits_long": drawing.waits_long(found)}
    answer = render(request, "consultations/facilitate/drawing_part.html", known)
    if found.is_finished:
        answer["HX-Redirect"] = address(row, found)
    return answer
