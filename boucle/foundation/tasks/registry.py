"""Who fills a role, where another room knows better than the scopes: it registers how in `apps.ready`."""

from collections.abc import Callable

from boucle.foundation.accounts.queries import Somebody
from boucle.foundation.tasks.models import Task

Fills = Callable[[Task, Somebody], bool]

FILLS: dict[str, Fills] = {}


def register_filling(name: str, fills: Fills) -> None:
    FILLS[name] = fills
