"""Sheets on paper, typed one after the other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.forms.paper import PaperForm
from boucle.together.consultations.models import Round
from boucle.together.consultations.queries import finding, participation
from boucle.together.consultations.views.facilitate import frame


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def paper(request: HttpRequest, reference: str) -> HttpResponseBase:
    """An empty form again after each sheet, the cursor in its first field."""
    row, user = frame.held(request, reference)
    here = finding.open_round(row)
    if here is None:
        return frame.page(request, row, "paper", {"form": None}, status=409 if request.method == "POST" else 200)
    items = finding.items_of(here)
    form = PaperForm(attempts.typed(request), consultation=row, items=items)
    if attempts.attempt(form, lambda: enter(here, user, form)):
        count = participation.of(row, here).on_paper
        said = ngettext(
            "It is counted: %(count)s sheet on paper so far.", "It is counted: %(count)s sheets on paper so far.", count
        )
        messages.success(request, said % {"count": count})
        return frame.back("paper", row)
    return frame.page(
        request, row, "paper", {"form": form, "here": here}, status=frame.REFUSED if form.is_bound else 200
    )


def enter(here: Round, user: Any, form: PaperForm) -> None:
    data = form.cleaned_data
    actions.enter_paper(
        round=here,
        user=user,
        answers=form.said(),
        code=data["code"],
        group=data.get("group"),
        replaces=data["replaces"],
    )
