"""Write what changed; say that all is done; check that it holds."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.after.lessons import actions
from boucle.after.lessons.forms.proof import ChangeForm, CheckForm
from boucle.after.lessons.queries import finding, pages
from boucle.after.lessons.views import frames
from boucle.after.lessons.views.working import frame
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def change(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A section of a plan by two of its versions; a rule, a training, equipment by what proves it."""
    row, user = frames.kept(request, reference)
    form = ChangeForm(attempts.typed(request), versions=pages.sections(row))
    words = (
        _("What changed"),
        _("Change the section in its plan first; here you say from which version to which."),
        _("Write it down"),
    )
    return frame.step(
        request, row, form, lambda: actions.note_change(lesson=row, user=user, **form.fields_of_change()), words
    )


@require_POST
@frames.work
def finish(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, user = frames.kept(request, reference)
    done = _("All is done: what remains is to check that it holds.")
    return frame.pressed(request, row, done, lambda: actions.finish(lesson=row, user=user))


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def check(request: HttpRequest, reference: str) -> HttpResponseBase:
    """By an exercise, a test done again, a real event, an indicator: it closes the lesson, or opens its actions."""
    row, user = frames.kept(request, reference)
    form = CheckForm(attempts.typed(request), events=finding.events(row.contribution.territory))
    words = (_("Does it hold?"), _("A lesson closes only on evidence."), _("Write the check"))
    return frame.step(request, row, form, lambda: actions.check(lesson=row, user=user, **form.fields_of_check()), words)
