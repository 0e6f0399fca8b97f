"""Reads of letters and subscriptions."""

from django.core import signing
from django.urls import reverse

from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter, Subscription

LEAVE_SALT = "boucle.messages.leave"
CONFIRM_SALT = "boucle.messages.confirm"


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


def subscription(token: str) -> Subscription | None:
    """The subscription that a leave link names; None when it is forged or already left."""
    try:
        found = signing.Signer(salt=LEAVE_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Subscription.objects.select_related("contact", "territory", "theme").filter(pk=found).first()
