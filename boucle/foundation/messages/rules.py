"""How often a network may ask for mails: counted by the hour, under a hash; no address is kept."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from boucle.foundation.core import clock

HOUR = 60 * 60
MOST_AN_HOUR = 10


def may_ask(request: HttpRequest) -> bool:
    """Counts one more request of a network; False beyond ten in an hour."""
    if settings.BOUCLE["BEHIND_PROXY"]:
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    else:
        address = str(request.META.get("REMOTE_ADDR", ""))
    hashed = salted_hmac(f"boucle.messages.{clock.today()}", address, algorithm="sha256").hexdigest()[:32]
    key = f"messages:asked:{hashed}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= MOST_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return True
