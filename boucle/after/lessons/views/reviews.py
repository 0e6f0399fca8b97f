"""Reviews of a territory: what was held, what it changed, how much it can be trusted; one is written by its keepers."""

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.lessons import actions, registry, rules
from boucle.after.lessons.engine import validity
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.forms.review import ReviewForm
from boucle.after.lessons.models import Review
from boucle.after.lessons.queries import finding
from boucle.after.lessons.views import frames
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

ON_A_PAGE = 50
STYLES = {"solid": "published", "fair": "stale", "thin": "stuck"}


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each with its meter: which of the eleven questions hold."""
    place = frames.open_territory(request, slug)
    page = Paginator(finding.reviews(place), ON_A_PAGE).get_page(request.GET.get("page"))
    known = {
        "place": place,
        "page": page,
        "reviews": [shown(row) for row in page],
        "may_keep": request.user.is_authenticated and rules.can_keep(place.pk, request.user),
    }
    return frames.shared(request, frames.page(request, "reviews", known), place)


def shown(row: Review) -> dict[str, Any]:
    number = validity.score(row.answers)
    missing = [words for name, words in registry.VALIDITY if name not in row.answers]
    return {
        "row": row,
        "score": number,
        "share": number / len(validity.QUESTIONS),
        "style": STYLES[validity.grade(row.answers)],
        "missing": missing,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def write(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A review that was held: after the event, or while it lasts."""
    place, user = frames.kept_place(request, slug)
    form = ReviewForm(attempts.typed(request), events=finding.events(place), initial={"key": uuid4()})
    if attempts.attempt(form, lambda: save(place, user, form)):
        return redirect(reverse("lessons:reviews", args=[standing.dress(request, place).slug]))
    words = frames.Sheet(
        title=_("Write a review"),
        lede=_("What was held, what it changes, and how much it can be trusted. Everybody reads it."),
        button=_("Write it down"),
        back=reverse("lessons:kept", args=[place.slug]),
    )
    return frames.sheet(request, form, words, {"place": place})


def save(place: Territory, user: User, form: ReviewForm) -> Review:
    data = form.cleaned_data
    return actions.write_review(
        territory=place,
        user=user,
        form=ReviewFormat(data["format"]),
        form_key=data["key"],
        **{name: data[name] for name in ("event", "held_on", "people", "kept", "changed", "answers")},
    )
