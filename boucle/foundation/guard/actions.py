"""How much a network sends: counted by the hour under a hash whose salt changes every day; no address is kept."""

from django.core.cache import cache

from boucle.foundation.guard import rules

HOUR = 60 * 60


def count_sending(*, network: str) -> int:
    """Counts one more sending of a network; returns how many in this hour."""
    key = rules.throttle_key(network)
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, HOUR)
        return 1


def use_proof(*, mark: str) -> bool:
    """Takes a proof of work once; False when it was used before."""
    return cache.add(f"guard:proof:{mark}", 1, HOUR)
