"""How a view does one thing: what refuses becomes a sentence, and everything that was typed is still there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from boucle.foundation.lifecycle.rules import NotPossible, Stale

REFUSED, STALE = 422, 409


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


def attempt(form: Any, action: Callable[[], object]) -> bool:
    """Does it for a form that holds; whether it was done. A refusal stands above the form."""
    if not form.is_valid():
        return False
    try:
        action()
    except NotPossible as refusal:
        form.status = STALE if isinstance(refusal, Stale) else REFUSED
        form.add_error(None, str(refusal))
        return False
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def act(request: HttpRequest, done: str, action: Callable[[], object]) -> bool:
    """The same for one button: what it did, or why it did not, is said on the next page."""
    try:
        action()
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def status_of(form: Any) -> int:
    """Of the answer that shows a form: one that was sent in vain is no success."""
    return int(getattr(form, "status", REFUSED)) if form.is_bound else 200
