"""What waits for whoever keeps the lessons of a territory; a lesson begins; a testimony is typed for somebody."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.lessons import actions, rules
from boucle.after.lessons.enums import Channel
from boucle.after.lessons.forms.lesson import BeginForm
from boucle.after.lessons.forms.testimony import EmbargoForm, EntryForm
from boucle.after.lessons.models import Lesson, Review, Testimony
from boucle.after.lessons.queries import finding, reviews
from boucle.after.lessons.views import bringing, frames
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

ON_A_PAGE, LONGEST_TITLE = 50, 120


@require_safe
@frames.work
def kept(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Testimonies that teach nothing yet, and lessons by what they wait for."""
    place, _user = frames.kept_place(request, slug)
    known = {
        "place": place,
        "lessons": Paginator(finding.kept(place), ON_A_PAGE).get_page(request.GET.get("page")),
        "testimonies": Paginator(finding.unread(place), ON_A_PAGE).get_page(request.GET.get("testimonies")),
    }
    return frames.page(request, "work/kept", known)


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def begin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Something worth learning; `?from=` names the testimonies that it comes from, `?review=` the review."""
    place, user = frames.kept_place(request, slug)
    chosen, review = asked(request, place), asked_review(request, place)
    first = first_words(chosen) if review is None else words_of_review(review, request.GET.get("line", ""))
    form = BeginForm(attempts.typed(request), events=finding.events(place), initial=first)
    made: list[Lesson] = []
    if attempts.attempt(form, lambda: made.append(write(place, user, form, chosen, review))):
        return redirect("lessons:lesson", made[0].contribution.reference)
    words = frames.Sheet(
        title=_("A lesson begins"),
        lede=_("What surprised, good or bad. The staff reads it; everybody reads what you understand of it later."),
        button=_("Write it down"),
        back=reverse("lessons:kept", args=[place.slug]),
    )
    return frames.sheet(request, form, words, {"place": place, "testimonies": chosen, "review": review}, "begin")


def asked(request: HttpRequest, place: Territory) -> list[Testimony]:
    """The testimonies that the address names, among those of this place."""
    found = (finding.testimony(reference) for reference in request.GET.getlist("from")[:20])
    return [one for one in found if one is not None and rules.can_keep(one.contribution.territory_id, request.user)]


def first_words(chosen: list[Testimony]) -> dict[str, Any]:
    event = next((one.event_id for one in chosen if one.event_id), None)
    return {"raw": "\n\n".join(one.words for one in chosen), "event": event, "key": uuid4()}


def asked_review(request: HttpRequest, place: Territory) -> Review | None:
    number = request.GET.get("review", "")
    return reviews.rows().filter(reviews.is_near(place), pk=number).first() if number.isdecimal() else None


def words_of_review(row: Review, line: str) -> dict[str, Any]:
    """What changed, whole; or one of its lines, which is then its sentence too."""
    lines = row.lines
    chosen = lines[int(line) - 1] if line.isdecimal() and 0 < int(line) <= len(lines) else ""
    title = documents.summary(chosen, LONGEST_TITLE)
    return {"title": title, "raw": chosen or row.changed, "event": row.event_id, "key": uuid4()}


def write(place: Territory, user: User, form: BeginForm, chosen: list[Testimony], review: Review | None) -> Lesson:
    data = form.cleaned_data
    return actions.begin(
        territory=place,
        user=user,
        title=data["title"],
        raw=data["raw"],
        event=data["event"],
        is_positive=data["is_positive"],
        form_key=data["key"],
        testimonies=chosen,
        review=review,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def enter(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What somebody said by telephone or wrote on paper."""
    place, user = frames.kept_place(request, slug)
    options: dict[str, Any] = {"events": finding.events(place), "places": bringing.names_around(place)}
    form = EntryForm(attempts.typed(request), initial={"key": uuid4()}, **options)
    if attempts.attempt(form, lambda: type_in(place, user, form)):
        messages.success(request, _("The testimony is written: a referent publishes it if it may be quoted."))
        return redirect("lessons:kept", place.slug)
    words = frames.Sheet(
        title=_("Write a testimony for somebody"),
        lede=_("By telephone, or from paper. Read it back to them; ask whether they may be quoted."),
        button=_("Write it down"),
        back=reverse("lessons:kept", args=[place.slug]),
    )
    return frames.sheet(request, form, words, {"place": place}, "enter")


def type_in(place: Territory, user: User, form: EntryForm) -> object:
    return actions.bring(
        territory=place,
        channel=Channel(form.cleaned_data["channel"]),
        by=lifecycle.By(user=user),
        form_key=form.cleaned_data["key"],
        **form.fields_of_testimony(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frames.work
def embargo(request: HttpRequest, reference: str) -> HttpResponseBase:
    """While an inquiry runs, or until a day, nothing of a testimony is shown."""
    row = finding.testimony(reference)
    if row is None:
        raise Http404
    place = row.contribution.territory
    rules.check_keep(place.pk, request.user)
    standing.dress(request, place)
    form = EmbargoForm(
        attempts.typed(request), initial={"is_inquired": row.is_inquired, "embargo_until": row.embargo_until}
    )
    if attempts.attempt(form, lambda: hold(row, who.member(request), form)):
        messages.success(request, _("It is saved."))
        return redirect("lessons:testimony", reference)
    words = frames.Sheet(
        title=_("Embargo"),
        lede=_("An inquiry comes first. What is public already is taken out of sight at once."),
        button=_("Save"),
        back=reverse("lessons:testimony", args=[reference]),
    )
    return frames.sheet(request, form, words, {"place": place})


def hold(row: Testimony, user: User, form: EmbargoForm) -> object:
    data = form.cleaned_data
    return actions.embargo(testimony=row, user=user, is_inquired=data["is_inquired"], until=data["embargo_until"])
