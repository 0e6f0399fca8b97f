"""To be told of what will come: a search is saved under an address, or followed by a feed reader."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.commons.search import actions
from boucle.commons.search.queries import alerts, everywhere
from boucle.foundation.core import ready
from boucle.foundation.messages import rules
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.messages.forms import AddressForm
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.views import standing


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Asks for an address; the answer is the same whether it is known or not. An exercise is followed by nobody."""
    place = standing.open_territory(slug)
    read, _sentences = everywhere.parse(request.GET, place)
    asked = alerts.coming(read)
    if asked.situation is not None and asked.situation.nature not in PUBLIC_NATURES:
        raise Http404
    standing.dress(request, place)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not rules.may_ask(request):
            form.add_error(None, _("Too many requests came from your network this hour. Try again later."))
        else:
            write(form, asked)
            return redirect("messages:asked", slug=slug)
    return ready.private(shown(request, form, asked, read))


def write(form: AddressForm, asked: everywhere.Everywhere) -> None:
    """What a robot filled in is thrown away, and it is not told."""
    if form.cleaned_data["website"]:
        return
    actions.save(
        asked=asked,
        email=form.cleaned_data["email"],
        rhythm=Rhythm(form.cleaned_data["rhythm"]),
        language=(translation.get_language() or "fr")[:2],
    )


def shown(
    request: HttpRequest, form: AddressForm, asked: everywhere.Everywhere, read: everywhere.Everywhere
) -> HttpResponse:
    back = reverse("search:everywhere", args=[asked.territory.slug])
    known = {
        "form": form,
        "asked": asked,
        "what": alerts.described(asked),
        "has_dates": bool(read.first or read.last),
        "back": back + (asked.to_query() if asked.is_narrowed else ""),
        "feed": back + asked.to_query(format="atom"),
    }
    return render(request, "search/follow.html", known, status=422 if form.errors else 200)
