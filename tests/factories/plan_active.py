"""Scenarios and their uses, by the real actions."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import UUID

from boucle.before.plans import actions
from boucle.before.plans.models import Activation, Inject, Measure, Plan, Scenario
from boucle.foundation.core import clock
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks.models import Task
from tests.factories import plans

numbers = itertools.count(1)
MEASURES = (
    ("Amener et essayer le groupe n° 2", "Logistique", 60),
    ("Citerne à la maison de repos", "Logistique", 90),
    ("Afficher la consigne dans 11 halls", "Réserve citoyenne", -30),
    ("Tenir le standard", "Mairie", None),
)


def measured(plan: Plan) -> list[Measure]:
    """A published section with four measures for three roles."""
    section = plans.section(plan)
    user = plans.keeper(plan)
    return [
        actions.add_measure(section=section, user=user, title=title, role=role, minutes=minutes)
        for title, role, minutes in MEASURES
    ]


def scenario(plan: Plan | None = None, **fields: Any) -> Scenario:
    """One that holds four measures, unless told otherwise."""
    of = plan or plans.plan()
    fields.setdefault("name", f"Coupure un soir d’hiver {next(numbers)}")
    fields.setdefault("measures", measured(of))
    return actions.create_scenario(plan=of, user=plans.keeper(of), **fields)


def inject(of: Scenario, **fields: Any) -> Inject:
    known = {"minutes": 15, "title": f"La maison de repos appelle {next(numbers)}", "role": "Logistique", **fields}
    return actions.add_inject(scenario=of, user=plans.keeper(of.plan), **known)


def activation(
    of: Scenario | None = None, *, nature: Nature = Nature.EXERCISE, form_key: UUID | None = None, **fields: Any
) -> Activation:
    row = of or scenario()
    fields.setdefault("name", f"Nuit noire {next(numbers)}")
    fields.setdefault("end_review_on", clock.today() + timedelta(days=7))
    user = plans.keeper(row.plan)
    return actions.activate(scenario=row, user=user, nature=nature, form_key=form_key, **fields)


def ended(of: Activation | None = None, **fields: Any) -> Activation:
    """Its tasks are left open, unless told otherwise."""
    row = of or activation()
    return actions.end(activation=row, user=plans.keeper(row.scenario.plan), **fields)


def tasks(of: Activation) -> list[Task]:
    return list(Task.objects.filter(situation=of.situation).order_by("pk"))
