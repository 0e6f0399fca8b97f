"""A participant's own statement: sent to the referents, then followed by its private link."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.core import ready
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.actions.statements import LONGEST
from boucle.together.consultations.models import Voice
from boucle.together.consultations.queries import finding
from boucle.together.consultations.views import frames, holding

REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def bring(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """Somebody's own statement: moderated, then asked of everybody."""
    row = frames.dressed(request, voice.consultation)
    typed = request.POST.get("text", "")
    known: dict[str, Any] = {"row": row, "code": code, "typed": typed[:600], "most": LONGEST, "said": ""}
    if request.method != "POST":
        return render(request, "consultations/participate/bring.html", known | {"key": uuid.uuid4()})
    key = form_key(request.POST.get("key", ""))
    if not rules.may_bring(request):
        said = _("A great many statements came from your network this hour. Try again in an hour.")
        return render(request, "consultations/participate/bring.html", known | {"said": said, "key": key}, status=429)
    try:
        made = actions.bring(consultation=row, text=typed, form_key=key)
    except NotPossible as refusal:
        known |= {"said": str(refusal), "key": key}
        return render(request, "consultations/participate/bring.html", known, status=REFUSED)
    known["text"] = made.contribution.title
    known["follow_url"] = reverse("consultations:brought", args=[made.secret]) if made.secret else ""
    return render(request, "consultations/participate/brought.html", known)


def form_key(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.uuid4()


@never_cache
@require_http_methods(["GET", "HEAD"])
def brought(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What became of a statement, with the reason. 404 for an address that opens nothing."""
    contribution = lifecycle.by_secret(secret)
    statement = getattr(contribution, "statement", None)
    row = finding.full().filter(pk=statement.consultation_id).first() if statement is not None else None
    if contribution is None or row is None:
        raise Http404
    frames.dressed(request, row)
    known = {"row": row, "statement": contribution, "last": lifecycle.last_transition(contribution)}
    return ready.private(render(request, "consultations/participate/follow.html", known))
