"""Situations for tests: activated and closed through the actions."""

import itertools
from typing import Any, Unpack

from boucle.foundation.accounts.models import User
from boucle.foundation.situations import actions, queries
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation, Template
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

numbers = itertools.count(1)


def loaded() -> None:
    """The standing themes and templates."""
    actions.load_themes()
    actions.load_templates()


def template(slug: str = "coupures-electricite") -> Template:
    found = queries.template(slug)
    if found is None:
        loaded()
        found = queries.template(slug)
    assert found is not None
    return found


def situation(
    territory: Territory | None = None,
    *,
    by: User | None = None,
    slug: str = "coupures-electricite",
    **fields: Unpack[queries.Fields],
) -> Situation:
    """An open situation, from the template of this slug; each has a name of its own unless `fields` gives one."""
    place = territory or contributions.commune()
    chosen = template(slug)
    fields.setdefault("name", f"{chosen} {next(numbers)}")
    return actions.activate(territory=place, by=by or accounts.coordinator(place), template=chosen, **fields)


def exercise(territory: Territory | None = None, **options: Any) -> Situation:
    return situation(territory, slug="exercice", nature=Nature.EXERCISE, **options)


def closed(territory: Territory | None = None, **options: Any) -> Situation:
    """A situation that is over; nothing was in it."""
    made = situation(territory, **options)
    return actions.close(situation=made, by=accounts.coordinator(made.territory), report={})
