"""Contested figures, answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.dominos import actions
from boucle.before.dominos.forms.keep import AnswerForm
from boucle.before.dominos.models import Challenge
from boucle.before.dominos.queries import figures
from boucle.before.dominos.views import challenging
from boucle.before.dominos.views.keep import frame
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.views import attempts

SHOWN = 200


@require_safe
@frame.work
def listed(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, _user = frame.held(request, slug)
    found = Challenge.objects.filter(service__inventory=row).select_related("contribution", "service")
    shown = found.filter(contribution__state__in=[State.PROPOSED, State.PUBLISHED])[:SHOWN]
    return frame.page(request, row, "challenges", {"rows": list(shown)})


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def one(request: HttpRequest, slug: str, reference: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    challenge = challenging.found(reference)
    if challenge is None or challenge.service.inventory_id != row.pk:
        raise Http404
    form = AnswerForm(attempts.typed(request))
    if attempts.attempt(form, lambda: actions.answer(challenge=challenge, user=user, **form.cleaned_data)):
        messages.success(request, _("It is answered: whoever brought it reads why."))
        return frame.back("challenges", row)
    known = {
        "row": challenge,
        "form": form,
        "former": figures.said(challenge.figure, challenge.former),
        "value": figures.said(challenge.figure, challenge.value),
    }
    return frame.page(request, row, "answer", known, status=attempts.status_of(form))
