"""Saying with whom one works: the other one confirms by the link of a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor, Tie
from boucle.foundation.core import text
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.together.directory.forms.asking import TieForm
from boucle.together.directory.queries import private
from boucle.together.directory.views import frames
from boucle.together.directory.views.following import LINK
from boucle.together.directory.views.questions import asking

LONGEST = 120


def answer_path(secret: str) -> str:
    return reverse("directory:answer_tie", args=[secret])


@require_safe
@LINK.page
def find(request: HttpRequest, actor: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Somebody of the directory around them, by name or by words."""
    q = text.clean_line(request.GET.get("q", ""))[:LONGEST]
    found = private.named(actor, standing.place(request), q)
    return standing.page(request, "directory/follow/find.html", {"q": q, "rows": found, "secret": secret})


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def ask(request: HttpRequest, actor: Actor, other: Actor, by: rules.By, secret: str) -> HttpResponseBase:
    """Asks somebody to confirm that the two work together."""
    visitor, typed = frames.sender(request)
    form = TieForm(typed, visitor=visitor)

    def send() -> None:
        actions.ask_to_tie(asker=actor, asked=other, by=by, answer=answer_path, theme=form.chosen)

    if form.is_bound and attempts.attempt(form, send):
        said = _("%(name)s is asked to confirm. Nothing is shown before.")
        messages.success(request, said % {"name": other.contribution.title})
        return redirect("directory:follow", secret)
    known = {"form": form, "other": other, "secret": secret, "must_prove": visitor.is_warm}
    return standing.page(request, "directory/follow/tie.html", known, status=attempts.status_of(form))


@require_POST
@LINK.page
def end(request: HttpRequest, actor: Actor, by: rules.By, secret: str, tie: int) -> HttpResponseBase:
    """No longer shown, or no longer asked."""
    row = Tie.objects.filter(pk=tie).first()
    if row is not None:
        attempts.act(
            request, _("Done: this tie is no longer shown."), lambda: actions.end_tie(tie=row, actor=actor, by=by)
        )
    return redirect("directory:follow", secret)
