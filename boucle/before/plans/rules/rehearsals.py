"""Who knows of an exercise that puts lessons to the test."""

from collections.abc import Collection

from boucle.before.plans.queries import rehearsing
from boucle.before.plans.rules import who
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.lifecycle.registry import Rehearsal


def rehearsals(lessons: Collection[int], user: accounts.Somebody) -> list[Rehearsal]:
    """Registered with the lifecycle. Everybody knows of those of open plans that are no surprise; the crisis staff of a
    plan of all its own, and they alone get an address. One query, and the rights once a plan."""
    rows = list(rehearsing.of_lessons(lessons))
    plans = {row.plan_id: row.plan for row in rows}
    prepared = {number for number, plan in plans.items() if who.is_staff(plan, user)}
    return [
        Rehearsal(row.title, row.on, rehearsing.address(row) if row.plan_id in prepared else "")
        for row in rows
        if row.plan_id in prepared or (row.is_open and row.plan.is_open)
    ]
