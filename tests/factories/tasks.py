"""Tasks that reach their standing by the real actions."""

import itertools
from datetime import timedelta
from typing import Any

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import actions
from boucle.foundation.tasks.models import Task
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

numbers = itertools.count(1)
HOUR = timedelta(hours=1)


def task(
    place: Territory | None = None, *, by: User | None = None, situation: Situation | None = None, **fields: Any
) -> Task:
    """Given to the role Logistics, unless told otherwise."""
    fields.setdefault("title", f"Amener le groupe mobile {next(numbers)}")
    if "owner" not in fields:
        fields.setdefault("role", "Logistique")
    draft = actions.Draft(**fields)
    return actions.make(territory=place or contributions.commune(), draft=draft, by=by, situation=situation)


def late(place: Territory | None = None, **fields: Any) -> Task:
    """Due an hour ago."""
    return task(place, due_at=clock.now() - HOUR, **fields)
