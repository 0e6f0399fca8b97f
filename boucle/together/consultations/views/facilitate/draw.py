"""A panel drawn by lot, with everybody's probability; then its people are invited."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations.forms.panel import DrawForm
from boucle.together.consultations.queries import drawing
from boucle.together.consultations.views.facilitate import frame


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def draw(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Nothing is kept: the same files and the same seed draw the same people again."""
    row, _user = frame.held(request, reference)
    form = DrawForm(frame.typed(request), request.FILES or None, initial={"seed": row.seed})
    found: list[drawing.Draw] = []
    if form.is_bound and frame.attempt(form, lambda: found.append(drawn(form))):
        return frame.page(request, row, "drawn", {"draw": found[0], "seed": form.cleaned_data["seed"]})
    return frame.page(request, row, "draw", {"form": form}, status=frame.REFUSED if form.is_bound else 200)


def drawn(form: DrawForm) -> drawing.Draw:
    data = form.cleaned_data
    try:
        return drawing.draw(data["pool"], data["quotas"], seed=data["seed"], size=data["size"])
    except drawing.Undrawable as error:
        raise NotPossible(str(error)) from error
