"""Who a bearer is: the key of a program, or the secret of one fiche."""

from boucle.commons.opendata.models import ApiKey
from boucle.foundation.core import ids
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contribution


def key_of(token: str) -> ApiKey | None:
    """The key that this is, unless it was revoked."""
    keys = ApiKey.objects.select_related("territory")
    return keys.filter(secret_hash=ids.digest(token), revoked_at__isnull=True).first()


def followed(token: str) -> tuple[Contribution, str] | None:
    """The fiche whose secret this is, with the secret itself: whoever holds it acts as its author."""
    contribution = lifecycle.by_secret(token)
    return (contribution, token) if contribution is not None else None
