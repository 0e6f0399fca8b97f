"""Reads of letters and subscriptions."""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.foundation.lifecycle import registry as kinds
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import registry
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter, Subscription
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.territories import queries as territories

LEAVE_SALT = "boucle.messages.leave"
CONFIRM_SALT = "boucle.messages.confirm"
CONFIRM_AGE = timedelta(days=7)
MOST_NEWS = 200


def address(letter: Letter) -> str:
    """The recipient's address, read at the moment of sending; empty when there is none any more."""
    if letter.contact is not None:
        return letter.contact.email
    return letter.user.email if letter.user is not None and letter.user.is_active else ""


def leave_path(letter: Letter) -> str:
    """The one-click way out of what the letter belongs to; empty for a letter that nobody subscribed to."""
    if letter.template != Template.DIGEST:
        return ""
    return reverse("messages:leave", args=[leave_token(letter.context["subscription"])])


def leave_token(subscription_id: int) -> str:
    """Signed, so that nobody leaves for somebody else; without an end: the link of an old mail must work."""
    return signing.Signer(salt=LEAVE_SALT).sign(str(subscription_id))


def left_id(token: str) -> str:
    """The id in a leave link, empty when the link is forged."""
    try:
        return signing.Signer(salt=LEAVE_SALT).unsign(token)
    except signing.BadSignature:
        return ""


def is_leave_token(token: str) -> bool:
    return bool(left_id(token))


def subscription(token: str) -> Subscription | None:
    """The subscription that a leave link names; None when it is forged or already left."""
    found = left_id(token)
    if not found:
        return None
    return Subscription.objects.select_related("contact", "territory", "theme").filter(pk=found).first()


def confirm_token(subscription_id: int) -> str:
    return signing.TimestampSigner(salt=CONFIRM_SALT).sign(str(subscription_id))


def to_confirm(token: str) -> Subscription | None:
    """The subscription that a confirmation link names, within its week."""
    try:
        found = signing.TimestampSigner(salt=CONFIRM_SALT).unsign(token, max_age=CONFIRM_AGE)
    except signing.BadSignature:
        return None
    return Subscription.objects.select_related("contact", "territory", "theme").filter(pk=found).first()


def news(subscription: Subscription, until: datetime) -> list[Contribution]:
    """What was published for the first time since the last digest, still public, newest first; never of an exercise."""
    if subscription.search:
        return registry.searches().news(subscription, until, MOST_NEWS)
    rows = Contribution.objects.filter(
        transitions__verb=Verb.PUBLISH,
        transitions__source=State.PROPOSED,
        transitions__at__gt=subscription.told_until,
        transitions__at__lte=until,
        territory__in=territories.descendants_ids(subscription.territory),
        state=State.PUBLISHED,
        nature__in=PUBLIC_NATURES,
    )
    if subscription.theme_id:
        rows = rows.filter(theme__in=situations.theme_and_descendants_ids(subscription.theme_id))
    return list(rows.select_related("territory", "theme").distinct().order_by("-published_at", "-id")[:MOST_NEWS])


def what(subscription: Subscription) -> str:
    """What is followed, in the language in force."""
    if subscription.search:
        return registry.searches().words(subscription)
    return subscription.theme.name if subscription.theme else _("every theme")


def list_path(subscription: Subscription) -> str:
    """The page where everything that is followed stands: the saved search, or the closest home around the territory."""
    if subscription.search:
        return registry.searches().path(subscription)
    home = territories.open_around(subscription.territory)
    kind = min(kinds.KINDS.values(), key=lambda each: each.number)
    query = f"?theme={subscription.theme.slug}" if subscription.theme else ""
    return reverse(f"{kind.url_name.split(':')[0]}:list", args=[home.slug]) + query
