"""Understand a lesson, publish it, publish an error, join it to what taught it, take it up again."""

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.after.lessons import actions, rules
from boucle.after.lessons.forms.lesson import AnalyseForm, ErrorForm, LearnForm, WhyForm
from boucle.after.lessons.models import Lesson, Review
from boucle.after.lessons.queries import facts, reviews
from boucle.after.lessons.views import frames
from boucle.after.lessons.views.working import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts

OWN = ("expected", "happened", "why", "next", "novelty", "severity", "loop", "is_positive")


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def analyse(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What was expected, what happened, why, from now on; beside it the raw words and the figures of the event."""
    row, user = frames.kept(request, reference)
    shared = row.contribution
    initial = {"title": shared.title, "text": shared.text, "theme": shared.theme.slug if shared.theme else ""}
    form = AnalyseForm(attempts.typed(request), initial={**initial, **{name: getattr(row, name) for name in OWN}})
    words = (_("Understand"), _("Four questions. A cause that can be changed, not a culprit."), _("Write it down"))
    known = {"raw": row.raw, "facts": facts.of_event(row.event), "may_open": rules.can_open_facts(row, user)}
    return frame.step(
        request,
        row,
        form,
        lambda: actions.change_text(lesson=row, user=user, content=form.content()),
        words,
        **known,
    )


@require_POST
@frames.work
def publish(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, user = frames.kept(request, reference)
    done = _("Everybody reads it from now on, with each step to come.")
    return frame.pressed(request, row, done, lambda: actions.publish(lesson=row, user=user))


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def error(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Puts it in the register of errors, in words that blame nobody."""
    row, user = frames.kept(request, reference)
    form = ErrorForm(attempts.typed(request), initial={"error_words": row.error_words or beginning(row)})
    words = (
        _("Publish an error"),
        _("A service that says where it was wrong lets the others not be. Everybody reads it in the register."),
        _("Publish it"),
    )
    return frame.step(
        request,
        row,
        form,
        lambda: actions.publish_error(lesson=row, user=user, words=form.cleaned_data["error_words"]),
        words,
    )


def beginning(row: Lesson) -> str:
    return "\n\n".join(each for each in (row.happened, row.why, row.next) if each)


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def learn(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Joins it to a testimony or to an earlier lesson, of this place or another; says which review raised it."""
    row, user = frames.kept(request, reference)
    near = reviews.near(row.contribution.territory)
    form = LearnForm(attempts.typed(request), reviews=near, initial={"review": row.review_id})
    words = (
        _("Learnt from"),
        _("What taught it. A circle is refused: a lesson cannot explain itself."),
        _("Join them"),
    )
    return frame.step(request, row, form, lambda: join(row, user, **form.cleaned_data), words)


@transaction.atomic
def join(row: Lesson, user: User, reference: str = "", review: Review | None = None) -> None:
    source = lifecycle.by_reference(reference) if reference else None
    if reference and source is None:
        raise NotPossible(_("No testimony and no lesson has the reference “%(asked)s”.") % {"asked": reference})
    if source is not None:
        actions.learn_from(lesson=row, user=user, source=source)
    if review is not None:
        actions.come_from(lesson=row, user=user, review=review)


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def reopen(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Refused or closed, it comes back to those who decide."""
    row, user = frames.kept(request, reference)
    form = WhyForm(attempts.typed(request))
    words = (_("Take it up again"), _("It came back, or the reason has fallen. Everybody reads why."), _("Take it up"))
    return frame.step(
        request, row, form, lambda: actions.reopen(lesson=row, user=user, why=form.cleaned_data["why"]), words
    )
