"""How many people a network lets in: counted by the hour, under a hash of the day; no address is kept."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from boucle.foundation.core import clock

HOUR = 60 * 60
MOST_AN_HOUR = 300  # a whole room behind one router joins at once; a script goes on


def may_join(request: HttpRequest) -> bool:
    """Counts one more person of a network; False beyond three hundred in an hour."""
    if settings.BOUCLE["BEHIND_PROXY"]:
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    else:
        address = str(request.META.get("REMOTE_ADDR", ""))
    hashed = salted_hmac(f"boucle.consultations.{clock.today()}", address, algorithm="sha256").hexdigest()[:32]
    key = f"consultations:joined:{hashed}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= MOST_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return True
