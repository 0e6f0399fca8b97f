"""How much a network sends: counted by the hour, under a hash of the day; no address is kept."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from boucle.foundation.core import clock

HOUR = 60 * 60
MOST_JOINED = 300  # in an hour: a whole room behind one router joins at once; a script goes on
MOST_BROUGHT = 60


def may_join(request: HttpRequest) -> bool:
    """Counts one more person of a network; False beyond three hundred in an hour."""
    return count(request, "joined") <= MOST_JOINED


def may_bring(request: HttpRequest) -> bool:
    """Counts one more statement of a network; False beyond sixty in an hour."""
    return count(request, "brought") <= MOST_BROUGHT


def count(request: HttpRequest, what: str) -> int:
    if settings.BOUCLE["BEHIND_PROXY"]:
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    else:
        address = str(request.META.get("REMOTE_ADDR", ""))
    hashed = salted_hmac(f"boucle.consultations.{clock.today()}", address, algorithm="sha256").hexdigest()[:32]
    key = f"consultations:{what}:{hashed}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1
