"""What a visitor sends about a fiche: a problem, a message, a claim."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.during.initiatives import actions
from boucle.during.initiatives.forms import visitors as forms
from boucle.during.initiatives.queries import fiche as queries
from boucle.during.initiatives.views import frames
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.views import standing

REFUSED = 422
Sender = Callable[[Contribution, Any], str]


def page(
    request: HttpRequest, row: Contribution, form_class: type[GuardedForm], send: Sender, words: dict[str, str]
) -> HttpResponse:
    """A short form about a fiche; once it is sent, a sentence that says what happens next."""
    place = queries.home(row)
    standing.stand(request, place, queries.situation(row, place))
    visitor = guard_rules.visitor(request)
    known: dict[str, Any] = {
        **words,
        "row": row,
        "exercise": frames.is_trial(row.nature),
        "back": reverse("initiatives:fiche", args=[row.reference]),
        "must_prove": visitor.is_warm and form_class.needs_proof,
    }
    if request.method != "POST":
        return render(request, "initiatives/visitor.html", {**known, "form": form_class(visitor=visitor)})
    guard.count_sending(network=visitor.network)
    form = form_class(request.POST, visitor=visitor)
    if not form.is_valid():
        status = 429 if visitor.is_hot else REFUSED
        return render(request, "initiatives/visitor.html", {**known, "form": form}, status=status)
    return render(request, "initiatives/sent.html", {**known, "said": send(row, form.cleaned_data | {"form": form})})


def published(reference: str) -> Contribution:
    row = queries.by_reference(reference)
    if row is None or not row.is_public:
        raise Http404
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Says that a fiche has a problem."""

    def send(row: Contribution, typed: dict[str, Any]) -> str:
        actions.report(contribution=row, text=typed["text"], form_key=typed["key"])
        return _("Thank you. The referents read your report and correct the fiche, or take it away.")

    words = {"heading": _("Report a problem"), "button": _("Send to the referents")}
    words["lede"] = _("A wrong time, a closed door, a danger: say it, nobody needs to know who you are.")
    return page(request, published(reference), forms.ReportForm, send, words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Passes a message on to those who hold a fiche; 404 where nobody can be written to."""
    row = published(reference)
    if not row.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="").exists():
        raise Http404

    def send(row: Contribution, typed: dict[str, Any]) -> str:
        actions.relay(contribution=row, text=typed["text"], email=typed["email"], form_key=typed["key"])
        return _("Your message is on its way. Boucle keeps no copy once it has left.")

    words = {"heading": _("Write a message"), "button": _("Send the message")}
    words["lede"] = _("It goes to the people who hold this fiche. You do not see their address.")
    return page(request, row, forms.MessageForm, send, words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, reference: str) -> HttpResponseBase:
    """An organisation asks for the fiche that describes what it holds."""

    def send(row: Contribution, typed: dict[str, Any]) -> str:
        actions.claim(
            contribution=row,
            organisation=typed["organisation"],
            reason=typed["reason"],
            contact=typed["form"].contact(),
            form_key=typed["key"],
        )
        return _("Your request has arrived. A referent checks it; the private link then comes by mail.")

    words = {"heading": _("This fiche is ours"), "button": _("Ask for this fiche")}
    words["lede"] = _("Your organisation holds what this fiche describes: ask to correct it and keep it true yourself.")
    return page(request, published(reference), forms.ClaimForm, send, words)
