"""Still true today: a line, all of them, the contacts of the whole plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boucle.before.plans.actions import entry_checks as actions
from boucle.before.plans.views.entries import frame, writing
from boucle.foundation.lifecycle.views import attempts


@require_POST
@frame.work
def check(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    section, user, type_ = frame.written(request, reference)
    entry = frame.one(section, type_, number)
    if entry is None:
        return writing.gone(request, section, number)
    attempts.act(
        request, _("“%(name)s” is checked today.") % {"name": entry}, lambda: actions.check(entry=entry, user=user)
    )
    return frame.back(section)


@require_POST
@frame.work
def check_all(request: HttpRequest, reference: str) -> HttpResponseBase:
    section, user, _type = frame.written(request, reference)
    done = actions.check_all(section=section, user=user)
    said = ngettext("%(count)s line is checked today.", "%(count)s lines are checked today.", done)
    messages.success(request, said % {"count": done} if done else _("All lines were checked today already."))
    return frame.back(section)


@require_POST
@frame.work
def verify(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Writes in the plan that its contacts were verified: the legal clock begins again."""
    section, user, _type = frame.written(request, reference)
    done = _("The plan now says that its contacts were verified.")
    attempts.act(request, done, lambda: actions.verify_contacts(plan=section.plan, user=user))
    return frame.back(section)
