"""Recommend, decide with a reason, act."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Verdict
from boucle.after.lessons.forms.decision import ActForm, DecideForm, RecommendForm
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import finding
from boucle.after.lessons.views import frames
from boucle.after.lessons.views.working import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def recommend(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, user = frames.kept(request, reference)
    form = RecommendForm(attempts.typed(request))
    words = (_("Recommend"), _("What should be done about it. Those who decide answer each one."), _("Recommend it"))
    return frame.step(
        request, row, form, lambda: actions.recommend(lesson=row, user=user, text=form.cleaned_data["text"]), words
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def decide(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Accepted, amended or refused; the reason is published with the lesson."""
    row, user = frames.kept(request, reference)
    form = DecideForm(attempts.typed(request))
    words = (_("The decision"), _("Accepted, amended or refused: everybody reads the reason."), _("Write the decision"))
    known = {"recommendations": list(row.recommendations.all())}
    return frame.step(request, row, form, lambda: settle(row, user, form), words, **known)


def settle(row: Lesson, user: User, form: DecideForm) -> object:
    data = form.cleaned_data
    return actions.decide(
        lesson=row,
        user=user,
        verdict=Verdict(data["verdict"]),
        reason=data["reason"],
        body=data["body"],
        words=data["words"],
        on=data["on"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def act(request: HttpRequest, reference: str) -> HttpResponseBase:
    """An action: what, which service, by when, with which means."""
    row, user = frames.kept(request, reference)
    people = finding.people(row.contribution.territory)
    form = ActForm(attempts.typed(request), people=people, initial={"key": uuid4()})
    words = (
        _("An action"),
        _("What somebody does about it, by a date. Whoever it is given to finds it."),
        _("Give it"),
    )
    return frame.step(request, row, form, lambda: give(row, user, form), words)


def give(row: Lesson, user: User, form: ActForm) -> object:
    data = form.cleaned_data
    return actions.act(
        lesson=row,
        user=user,
        title=data["title"],
        role=data["role"],
        owner=data["owner"],
        due_at=form.due_at(),
        means=data["means"],
        form_key=data["key"],
    )
