"""A plan's deadlines and reviews as a calendar (RFC 5545), without a name of anybody.

The same plan gives the same bytes: a date is stamped with the moment of the fact that made it, not with now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from boucle.before.plans.engine.clocks import Status
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import clocks, exercises, links
from boucle.foundation.lifecycle.enums import State

BEFORE = timedelta(days=14)
MAKER = "-//Boucle//Boucle//FR"


def calendar(plan: Plan, *, is_staff: bool = False) -> bytes:
    """All-day events, each with an alarm two weeks before; in the language of whoever asks. The staff's
    holds the exercises that are kept a surprise."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plan.name)
    made.add("x-wr-caldesc", _("Deadlines, reviews and exercises of the plan"))
    made.add("x-published-ttl", timedelta(hours=12))
    for event in [*deadlines(plan), *reviews(plan), *planned(plan, is_staff=is_staff)]:
        made.add_component(event)
    return bytes(made.to_ical())


def deadlines(plan: Plan) -> Iterator[Event]:
    """Of its legal clocks; one that is done for good has none."""
    for each in clocks.of(plan):
        if each.due_on is not None and each.status != Status.IDLE:
            yield event(
                uid=f"clock-{plan.pk}-{each.regime}-{each.code}",
                on=each.due_on,
                title=_("%(list)s: %(title)s") % {"list": each.regime.upper(), "title": each.title},
                text="\n".join(part for part in (plan.name, each.note, each.article) if part),
                url=links.law(plan),
                stamp=stamp_of(plan, each.reading.from_on),
            )


def reviews(plan: Plan) -> Iterator[Event]:
    """Of its published sections, which everybody reads once the plan is open."""
    for row in published(plan):
        contribution = row.contribution
        if contribution.review_on is not None:
            yield event(
                uid=f"section-{contribution.uid}",
                on=contribution.review_on,
                title=_("Review: %(title)s") % {"title": contribution.title},
                text="\n".join(part for part in (plan.name, row.holder) if part),
                url=links.section(plan, contribution.reference),
                stamp=contribution.verified_at or plan.created_at,
            )


def planned(plan: Plan, *, is_staff: bool) -> Iterator[Event]:
    """Its exercises to come: the word stands first, so that nobody takes one for the real thing."""
    for row in exercises.awaited(plan, is_staff=is_staff):
        yield event(
            uid=f"exercise-{plan.pk}-{row.pk}",
            on=row.on,
            title=_("EXERCISE: %(title)s") % {"title": row.title},
            text="\n".join(
                part for part in (plan.name, row.scenario.name if row.scenario and is_staff else "") if part
            ),
            url=links.law(plan),
            stamp=row.written_at,
        )


def published(plan: Plan) -> Iterable[Section]:
    rows = plan.sections.filter(contribution__state=State.PUBLISHED).select_related("contribution")
    return rows.order_by("contribution__review_on", "contribution")


def stamp_of(plan: Plan, begun: date | None) -> datetime:
    """When the fact that a deadline counts from was written."""
    written = [row.written_at for row in plan.milestones.all() if row.on == begun]
    return max(written, default=plan.created_at)


def event(*, uid: str, on: date, title: str, text: str, url: str, stamp: datetime) -> Event:
    made = Event()
    made.add("uid", f"{uid}@{urlsplit(settings.ORIGIN).hostname or 'localhost'}")
    made.add("dtstamp", stamp)
    made.add("dtstart", on)
    made.add("dtend", on + timedelta(days=1))
    made.add("summary", title)
    made.add("description", text)
    made.add("url", settings.ORIGIN.rstrip("/") + url)
    made.add("transp", "TRANSPARENT")
    made.add_component(alarm(title))
    return made


def alarm(title: str) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", -BEFORE)
    return made
