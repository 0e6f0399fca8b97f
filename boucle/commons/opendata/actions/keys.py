"""Keys of programs: made once, shown once, counted by the hour."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from boucle.commons.opendata import rules
from boucle.commons.opendata.models import ApiCall, ApiKey
from boucle.foundation.core import clock, ids, text
from boucle.foundation.territories.models import Territory

PREFIX = "boucle_"  # so that a scanner of leaked secrets recognises one
HOUR = timedelta(hours=1)


def create_key(*, name: str, territory: Territory | None = None, per_hour: int = 60) -> str:
    """Makes a key and returns its secret, which is kept nowhere. Raises rules.Refused for a name that is taken."""
    secret = PREFIX + ids.secret()
    name = text.clean_line(name)[:80]
    if not name or per_hour < 1:
        raise rules.Refused(_("A key needs a name, and may write at least once an hour."))
    try:
        with transaction.atomic():
            ApiKey.objects.create(
                name=name,
                secret_hash=ids.digest(secret),
                territory=territory,
                per_hour=per_hour,
                created_at=clock.now(),
            )
    except IntegrityError:
        raise rules.Refused(_("A key is already called “%(name)s”.") % {"name": name}) from None
    return secret


def revoke_key(*, name: str) -> None:
    """Ends a key. Raises rules.Refused for a name that no key has."""
    if not ApiKey.objects.filter(name=name, revoked_at__isnull=True).update(revoked_at=clock.now()):
        raise rules.Refused(_("No key is called “%(name)s”.") % {"name": name})


@transaction.atomic
def count_call(*, key: ApiKey) -> None:
    """Counts one write of a key; what was counted stays, whatever becomes of the write.

    Raises rules.TooMany when the hour is used up.
    """
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    ApiCall.objects.get_or_create(key=key, hour=hour)
    call = ApiCall.objects.select_for_update().get(key=key, hour=hour)
    if call.count >= key.per_hour:
        raise rules.TooMany(seconds_to(hour + HOUR, now))
    call.count += 1
    call.save(update_fields=["count"])


def seconds_to(moment: datetime, now: datetime) -> int:
    return max(1, round((moment - now).total_seconds()))


def drop_old_calls() -> int:
    """Forgets counts of hours that are over; returns how many."""
    count, _details = ApiCall.objects.filter(hour__lt=clock.now() - 2 * HOUR).delete()
    return count
