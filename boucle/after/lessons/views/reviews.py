"""Reviews of a territory: what was held, what it changed, how much it can be trusted; one is written by its keepers."""

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.lessons import actions, registry, rules
from boucle.after.lessons.engine import validity
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.forms.review import ReviewForm
from boucle.after.lessons.models import Lesson, Review
from boucle.after.lessons.queries import finding
from boucle.after.lessons.queries import reviews as queries
from boucle.after.lessons.views import frames
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

ON_A_PAGE = 50
STYLES = {"solid": "published", "fair": "stale", "thin": "stuck"}


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each with its meter: which of the eleven questions hold; and the lessons that it raised."""
    place = frames.open_territory(request, slug)
    may_keep = keeps(request, place)
    page = Paginator(queries.of_place(place), ON_A_PAGE).get_page(request.GET.get("page"))
    raised = queries.raised([row.pk for row in page], request.user)
    shown_here = [shown(row, raised[row.pk]) for row in page]
    known = {"place": place, "page": page, "reviews": shown_here, "may_keep": may_keep}
    return ready.shared(request, frames.page(request, "reviews", known), place)


def keeps(request: HttpRequest, place: Territory) -> bool:
    return request.user.is_authenticated and rules.can_keep(place.pk, request.user)


@require_safe
def review(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """One review, and the lessons that it raised; whoever keeps them begins one from each of its lines."""
    place = frames.open_territory(request, slug)
    row = queries.one(place, number)
    if row is None:
        raise Http404
    may_keep = keeps(request, row.territory)
    raised = queries.raised([row.pk], request.user)
    known = {"place": place, "one": shown(row, raised[row.pk]), "may_keep": may_keep}
    return ready.shared(request, frames.page(request, "review", known), place)


def shown(row: Review, raised: list[Lesson]) -> dict[str, Any]:
    number = validity.score(row.answers)
    missing = [words for name, words in registry.VALIDITY if name not in row.answers]
    return {
        "row": row,
        "lessons": raised,
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
    made: list[Review] = []
    if attempts.attempt(form, lambda: made.append(save(place, user, form))):
        return redirect("lessons:review", standing.dress(request, place).slug, made[0].pk)
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
