"""Deciding on one item."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation import actions
from boucle.commons.moderation.forms.decision import DecisionForm
from boucle.commons.moderation.queries import item as items
from boucle.commons.moderation.queries import queue as queues
from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution

SAID = {
    Verb.PUBLISH: gettext_lazy("Published: “%(title)s”."),
    Verb.RETURN: gettext_lazy("Your question is on its way to the author of “%(title)s”."),
    Verb.REJECT: gettext_lazy("Rejected: “%(title)s”. Its author will read the reason."),
    Verb.VERIFY: gettext_lazy("Said to be still true: “%(title)s”."),
    Verb.ARCHIVE: gettext_lazy("Archived: “%(title)s”."),
    Verb.RESTORE: gettext_lazy("Brought back: “%(title)s”."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Does what the form says, then opens the next item; a refusal keeps everything that was written."""
    row = desk.find(request, reference)
    if request.method != "POST":
        return redirect(desk.address(row, desk.tab(request)))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return desk.show(request, row, form=form, status=422)
    return take(request, row, form)


def take(request: HttpRequest, row: Contribution, form: DecisionForm) -> HttpResponse:
    user, part, typed = who.member(request), desk.tab(request), form.cleaned_data
    following = queues.queue(user, part).around(row.reference)[1]
    words = {name: typed[name] for name in ("question", "reason", "note", "seen")}
    try:
        actions.decide(contribution=row, verb=typed["verb"], user=user, **words)
    except rules.Stale as stale:
        trouble = desk.Trouble(str(stale), items.step(stale.transition))
        return desk.show(request, desk.find(request, row.reference), form=form, trouble=trouble, status=409)
    except rules.NotPossible as refusal:
        return desk.show(request, row, form=form, trouble=desk.Trouble(str(refusal)), status=409)
    messages.success(request, SAID[Verb(typed["verb"])] % {"title": row.title})
    return redirect(desk.address(following, part) if following else reverse("moderation:queue") + desk.query(part))
