"""Visits the links of public sheets, and notes whether they answer."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from boucle.after.library.engine import visits
from boucle.after.library.enums import LinkState
from boucle.after.library.models import Check, Sheet
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State

EVERY = timedelta(days=30)
AGAIN = timedelta(days=2)  # a link that failed is tried again before it is said to be dead
DEAD_AFTER = 3  # failures in a row


def check_links(*, limit: int, visit: Callable[[str], visits.Visit] = visits.visit) -> int:
    """Visits at most `limit` links that are due, at most one of each host; how many. Safe to run again."""
    addresses = due(limit)
    for address in addresses:
        note(address, visit(address))
    return len(addresses)


def due(limit: int) -> list[str]:
    """Addresses never visited, then the longest ago; two of one host wait for the next run."""
    now = clock.now()
    known = {each.address: each for each in Check.objects.all()}
    linked = Sheet.objects.filter(contribution__state=State.PUBLISHED).exclude(link="")
    found: dict[str, str] = {}
    rows = sorted(set(linked.values_list("link", flat=True)), key=lambda each: (each in known, each))
    for address in rows:
        check = known.get(address)
        waits = AGAIN if check is not None and check.failures else EVERY
        if check is None or check.at + waits <= now:
            found.setdefault(urlsplit(address).netloc, address)
    return list(found.values())[:limit]


def note(address: str, visit: visits.Visit) -> Check:
    """A failure is said once it has come several times in a row: servers have bad days."""
    check = Check.objects.filter(address=address).first() or Check(address=address, state=LinkState.ANSWERS)
    check.failures = check.failures + 1 if visit.state == LinkState.GONE else 0
    if visit.state != LinkState.GONE or check.failures >= DEAD_AFTER:
        check.state = visit.state
    check.answer, check.at = visit.answer, clock.now()
    check.save()
    return check
