"""Asking to be introduced: a message, from the private page of whoever asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.together.directory.forms.asking import MeetForm
from boucle.together.directory.queries import private
from boucle.together.directory.views import frames
from boucle.together.directory.views.questions import asking


def answer_path(secret: str) -> str:
    return reverse("directory:answer_meeting", args=[secret])


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def ask(request: HttpRequest, actor: Actor, other: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """A short message to somebody whose address stays unknown until they accept."""
    visitor, typed = frames.sender(request)
    form = MeetForm(typed, visitor=visitor)

    def send() -> None:
        actions.ask_to_meet(
            asker=actor,
            asked=other,
            words=form.cleaned_data["words"],
            by=by,
            form_key=form.cleaned_data["key"],
            answer=answer_path,
        )

    if form.is_bound and attempts.attempt(form, send):
        said = _("Your message is on its way to %(name)s. If they accept, each of you gets the other’s address.")
        messages.success(request, said % {"name": other.contribution.title})
        return redirect("directory:follow", secret)
    known = {"form": form, "other": other, "secret": secret, "must_prove": visitor.is_warm}
    known["reasons"] = private.reasons(actor, other)
    return standing.page(request, "directory/follow/meet.html", known, status=attempts.status_of(form))
