"""What the pages of one step have in common: the lesson, one form, its sentence, where it goes afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.after.lessons.models import Lesson
from boucle.after.lessons.views import frames
from boucle.foundation.lifecycle.views import attempts


def step(
    request: HttpRequest,
    row: Lesson,
    form: Any,
    action: Callable[[], object],
    words: tuple[Any, Any, Any],
    **known: Any,
) -> HttpResponseBase:
    """`words`: title, sentence below, button. Done, the page of the lesson shows it."""
    reference = row.contribution.reference
    if attempts.attempt(form, action):
        messages.success(request, _("It is written."))
        return redirect("lessons:lesson", reference)
    title, lede, button = words
    sheet = frames.Sheet(title=title, lede=lede, button=button, back=reverse("lessons:lesson", args=[reference]))
    return frames.sheet(request, form, sheet, {"lesson": row, "place": row.contribution.territory, **known}, "step")


def pressed(request: HttpRequest, row: Lesson, done: str, action: Callable[[], object]) -> HttpResponseBase:
    """One button."""
    attempts.act(request, done, action)
    return redirect("lessons:lesson", row.contribution.reference)
