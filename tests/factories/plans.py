"""Plans that reach their state by the real actions."""

import itertools
from typing import Any

from boucle.before.plans import actions
from boucle.before.plans.models import Plan, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

numbers = itertools.count(1)


def keeper(plan: Plan) -> User:
    """Who made it, and coordinates its territory."""
    assert plan.created_by is not None
    return plan.created_by


def plan(territory: Territory | None = None, *, user: User | None = None, is_open: bool = True, **fields: Any) -> Plan:
    """A plan of a commune, open to the public unless told otherwise."""
    place = territory or contributions.commune()
    holder = user or accounts.coordinator(place)
    made = actions.create_plan(territory=place, user=holder, name=f"Plan inventé {next(numbers)}", **fields)
    return actions.open_to_public(plan=made, user=holder) if is_open else made


def draft(of: Plan | None = None, **fields: Any) -> Section:
    """A section that only the staff reads."""
    holder = of or plan()
    fields.setdefault("title", f"Eau potable {next(numbers)}")
    fields.setdefault("text", "Le réservoir tient une heure, un soir d’hiver.")
    return actions.add_section(plan=holder, user=keeper(holder), **fields)


def section(of: Plan | None = None, **fields: Any) -> Section:
    """A published one."""
    made = draft(of, **fields)
    return actions.publish_section(section=made, user=keeper(made.plan))
