"""Signed links of mails."""

from django.core import signing
from django.urls import reverse

from boucle.during.initiatives.queries import fiche
from boucle.foundation.lifecycle.models import Contribution

SALT = "boucle.initiatives.still-true"
LASTS = 120 * 24 * 60 * 60  # seconds: longer than any review


def still_true_path(contribution: Contribution) -> str:
    """The one-click answer to "is it still true?"; it opens nothing else of the fiche."""
    token = signing.TimestampSigner(salt=SALT).sign(contribution.reference)
    return reverse("initiatives:still_true", args=[token])


def verified_fiche(token: str) -> Contribution | None:
    """The fiche that a link names; None when it is forged or too old."""
    try:
        reference = signing.TimestampSigner(salt=SALT).unsign(token, max_age=LASTS)
    except signing.BadSignature:
        return None
    found = fiche.by_reference(reference)
    return found if found is not None and found.erased_at is None else None
