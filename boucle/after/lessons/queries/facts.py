"""The event in figures, as every room counts it: once for all the pages of its lessons, and for all who read them."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.models import Situation

KEPT = 256  # events
MINUTE = 60  # seconds: no longer than a page that everybody reads


def of_event(event: Situation | None) -> Sequence[Fact]:
    """Counted again when something is published where the event was, and each minute for what waits. Empty for what was
    seen at no event."""
    if event is None:
        return ()
    minute = int(clock.now().timestamp()) // MINUTE
    return kept(event, event.territory.revision, minute, get_language())


@lru_cache(maxsize=KEPT)
def kept(event: Situation, revision: int, minute: int, language: str | None) -> Sequence[Fact]:
    return tuple(registry.facts(event))
