"""Subscribe, confirm, leave: no account, one address, three short pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from boucle.foundation.core import ready
from boucle.foundation.messages import actions, queries, rules
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.messages.forms import SubscriptionForm
from boucle.foundation.messages.models import Subscription
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for an address; the answer is the same page whether the address is known or not."""
    territory = standing.open_territory(slug)
    standing.stand(request, territory, situations.current(territory))
    data = request.POST if request.method == "POST" else None
    form = SubscriptionForm(data, territory=territory, initial={"theme": request.GET.get("theme", "")[:40]})
    if data is not None and form.is_valid():
        if not rules.may_ask(request):
            form.add_error(None, _("Too many requests came from your network this hour. Try again later."))
        else:
            if not form.cleaned_data["website"]:
                write(form)
            return redirect("messages:asked", slug=slug)
    return ready.private(render(request, "messages/subscribe.html", {"form": form}, status=422 if form.errors else 200))


def write(form: SubscriptionForm) -> None:
    asked = form.cleaned_data
    actions.subscribe(
        email=asked["email"],
        territory=asked["commune"],
        theme=asked["theme"],
        rhythm=Rhythm(asked["rhythm"]),
        language=(translation.get_language() or "fr")[:2],
    )


def asked(request: HttpRequest, slug: str) -> HttpResponse:
    territory = standing.open_territory(slug)
    standing.stand(request, territory, None)
    return render(request, "messages/asked.html")


@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail; a button confirms, since mail scanners open links by themselves."""
    subscription = queries.to_confirm(token)
    if subscription is None:
        return ready.private(render(request, "messages/expired.html", status=404))
    if request.method == "POST":
        subscription = actions.confirm(subscription=subscription)
        return ready.private(render(request, "messages/confirmed.html", told(subscription)))
    return ready.private(render(request, "messages/confirm.html", told(subscription)))


@csrf_exempt  # RFC 8058: the mail program posts here itself, with no cookie; the signed address is the proof
@require_http_methods(METHODS)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button leaves; so does the mail program's own, in one click. Leaving twice is the same as once."""
    if not queries.is_leave_token(token):
        raise Http404
    subscription = queries.subscription(token)
    if subscription is None:
        return ready.private(render(request, "messages/left.html"))
    if request.method == "POST":
        actions.leave(subscription=subscription)
        return ready.private(render(request, "messages/left.html"))
    return ready.private(render(request, "messages/leave.html", told(subscription)))


def told(subscription: Subscription) -> dict[str, object]:
    return {"subscription": subscription, "what": queries.what(subscription)}
