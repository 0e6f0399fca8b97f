"""Measures that could be taken beforehand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.dominos import actions
from boucle.before.dominos.actions.measure import Piece
from boucle.before.dominos.forms.keep import MeasureForm
from boucle.before.dominos.models import Inventory, Measure
from boucle.before.dominos.queries import words
from boucle.before.dominos.views.keep import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    form = MeasureForm(attempts.typed(request), inventory=row)
    if attempts.attempt(form, lambda: write(row, user, form)):
        messages.success(request, _("It is saved."))
        return frame.back("measures", row)
    found = row.measures.prefetch_related("parts__service", "parts__supplier")
    rows = [(one, [(part, words.since(part.start)) for part in one.parts.all()]) for one in found]
    return frame.page(request, row, "measures", {"rows": rows, "form": form}, status=attempts.status_of(form))


def write(row: Inventory, user: User, form: MeasureForm) -> None:
    """The same name again adds one more change to the same measure."""
    typed = form.cleaned_data
    former = Measure.objects.filter(inventory=row, name=typed["name"]).first()
    parts = list(former.parts.select_related("service", "supplier")) if former else []
    pieces = [Piece(one.service, one.change, one.value, one.supplier, one.start) for one in parts]
    service, supplier = form.services[typed["service"]], form.services.get(typed["supplier"])
    pieces.append(Piece(service, typed["change"], typed["number"], supplier, typed["start"] or 0))
    actions.write_measure(
        inventory=row, user=user, name=typed["name"], pieces=pieces, cost=typed["cost"], delay=typed["delay"]
    )


@require_POST
@frame.work
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    measure = row.measures.filter(pk=pk).first()
    if measure is None:
        raise Http404
    attempts.act(request, _("It is removed."), lambda: actions.remove_measure(measure=measure, user=user))
    return frame.back("measures", row)
