"""Where an inventory stands: what it holds, what is missing, its name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.dominos import actions
from boucle.before.dominos.enums import Kind
from boucle.before.dominos.forms.keep import InventoryForm
from boucle.before.dominos.queries import sources, towns
from boucle.before.dominos.views.inventory import loops
from boucle.before.dominos.views.keep import frame
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def desk(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    initial = {"name": row.name, "introduction": row.introduction}
    form = InventoryForm(attempts.typed(request), initial=initial)
    if attempts.attempt(form, lambda: actions.change(inventory=row, user=user, **written(form))):
        messages.success(request, _("It is saved."))
        return frame.back("keep", row)
    town = towns.town(row, is_whole=True)
    known = {
        "form": form,
        "town": town,
        "kinds": sources.kinds(town),
        "closed": sum(not one.is_open for one in town.services),
        "alone": [
            one for one in town.services if one.kind not in (Kind.FEEDER, Kind.SUBSTATION) and one.pk not in fed(town)
        ][:20],
        "loops": loops(town),
        "schedule_count": row.schedules.count(),
        "measure_count": row.measures.count(),
    }
    return frame.page(request, row, "desk", known, status=attempts.status_of(form))


def written(form: InventoryForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "introduction")}


def fed(town: towns.Town) -> set[int]:
    return {one.service_id for one in town.needs}


@require_POST
@frame.work
def open_to_public(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    attempts.act(
        request,
        _("It is open: everybody reads its open services and runs."),
        lambda: actions.open_to_public(inventory=row, user=user),
    )
    return frame.back("keep", row)
