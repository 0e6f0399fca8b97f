"""Subscriptions: asked for, confirmed from the mailbox, left in one click, told of what is new."""

from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages import queries, registry
from boucle.foundation.messages.actions.send import facts, send
from boucle.foundation.messages.enums import Rhythm, Template
from boucle.foundation.messages.models import Subscription
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

CONFIRMED_WITHIN = timedelta(days=7)
KEPT_AFTER_A_DIGEST = timedelta(days=400)
MOST_ASKED = 3  # mails that nobody confirmed, to one address: more would be a way to pester somebody
SOON = timedelta(minutes=5)
HOUR = timedelta(hours=1)
MORNING = time(7)
MONDAY, DAYS_IN_WEEK = 0, 7
SHOWN = 20


@transaction.atomic
def subscribe(
    *, email: str, territory: Territory, theme: Theme | None, rhythm: Rhythm, language: str, search: str = ""
) -> Subscription | None:
    """Keeps an address for a week and asks it to confirm; None when it was asked too often already.

    `search`: the address of a saved search (`?q=…`), followed instead of a theme. An address that is subscribed already
    is asked again like any other: the page tells nobody who subscribes.
    """
    asked = Subscription.objects.filter(contact__email__iexact=email, confirmed_at__isnull=True)
    if asked.count() >= MOST_ASKED:
        return None
    contact = Contact.objects.create(
        purpose=Purpose.SUBSCRIBER,
        email=email,
        consent_at=clock.now(),
        keep_until=clock.today() + CONFIRMED_WITHIN,
    )
    made = Subscription.objects.create(
        contact=contact,
        territory=territory,
        theme=theme,
        search=search,
        rhythm=rhythm,
        language=language,
        created_at=clock.now(),
    )
    ask_to_confirm(made)
    return made


def ask_to_confirm(made: Subscription) -> None:
    send(
        template=Template.CONFIRM,
        contact=made.contact,
        dedupe=f"confirm:{made.pk}",
        context=subject(made),
        once={"private_path": reverse("messages:confirm", args=[queries.confirm_token(made.pk)])},
        language=made.language,
    )


def subject(subscription: Subscription) -> dict[str, str]:
    """What is followed, in the words and the language of its mails."""
    with translation.override(subscription.language):
        return {"what": queries.what(subscription), "territory": subscription.territory.name}


@transaction.atomic
def confirm(*, subscription: Subscription) -> Subscription:
    """The address answers: from now on it is told. It takes the place of an older one for the same thing."""
    row = Subscription.objects.select_for_update(of=("self",)).select_related("contact").get(pk=subscription.pk)
    if row.confirmed_at is not None:
        return row
    same = Subscription.objects.filter(
        contact__email__iexact=row.contact.email, territory=row.territory_id, theme=row.theme_id, search=row.search
    )
    Contact.objects.filter(subscription__in=same.exclude(pk=row.pk).values("pk")).delete()
    row.confirmed_at = row.told_until = clock.now()
    row.next_at = next_look(row, has_told=False)
    row.save()
    keep_contact(row)
    return row


def keep_contact(row: Subscription) -> None:
    Contact.objects.filter(pk=row.contact_id).update(keep_until=clock.today() + KEPT_AFTER_A_DIGEST)


@transaction.atomic
def leave(*, subscription: Subscription) -> None:
    """Deletes the address, and with it the subscription and its letters."""
    Contact.objects.filter(pk=subscription.contact_id).delete()


@transaction.atomic
def tell_next() -> bool:
    """Looks at the next subscription that is due, and writes its digest if something is new; False: none is due."""
    row = next_due()
    if row is None:
        return False
    now = clock.now()
    found = queries.news(row, now)
    if found:
        write_digest(row, found)
        if row.search:
            registry.searches().tell(row, found)
        keep_contact(row)
        row.told_until = now
    row.next_at = next_look(row, has_told=bool(found))
    row.save(update_fields=["told_until", "next_at"])
    return True


def next_due() -> Subscription | None:
    due = Subscription.objects.filter(next_at__lte=clock.now()).select_related("territory", "theme", "contact")
    due = due.order_by("next_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return due.first()


def write_digest(row: Subscription, found: list[Contribution]) -> None:
    assert row.told_until is not None, "only a confirmed subscription is due"
    send(
        template=Template.DIGEST,
        contact=row.contact,
        dedupe=f"digest:{row.pk}:{row.told_until.isoformat()}",
        context={
            **subject(row),
            "subscription": row.pk,
            "fiches": [fiche(each) for each in found[:SHOWN]],
            "more": max(0, len(found) - SHOWN),
            "list_path": queries.list_path(row),
        },
        language=row.language,
    )


def fiche(contribution: Contribution) -> dict[str, str]:
    told = facts(contribution)
    return {"title": told["title"], "place": told["territory"], "path": told["path"]}


def next_look(row: Subscription, *, has_told: bool) -> datetime:
    """At once: five minutes later, or an hour after a mail. Daily, weekly: the next seven o'clock in the morning, on a
    Monday for the latter."""
    now = clock.now()
    if row.rhythm == Rhythm.HOURLY:
        return now + (HOUR if has_told else SOON)
    here = timezone.localtime(now)
    days = [here.date() + timedelta(days=number) for number in range(DAYS_IN_WEEK + 1)]
    fitting = [day for day in days if row.rhythm == Rhythm.DAILY or day.weekday() == MONDAY]
    mornings = (datetime.combine(day, MORNING, tzinfo=here.tzinfo) for day in fitting)
    return next(morning for morning in mornings if morning > here)
