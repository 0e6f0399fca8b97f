"""How many challenges a network brings: counted by the hour, under a hash of the day; no address is kept."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from boucle.foundation.core import clock

HOUR = 60 * 60
MOST = 30


def may_bring(request: HttpRequest) -> bool:
    """Counts one more; False beyond thirty in an hour."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BOUCLE["BEHIND_PROXY"]:
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    hashed = salted_hmac(f"boucle.dominos.{clock.today()}", address, algorithm="sha256").hexdigest()[:32]
    key = f"dominos:challenges:{hashed}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= MOST
    except ValueError:  # it ran out between the two calls
        return True
