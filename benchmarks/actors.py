"""Whom an actor should meet, among 10,000 and 100,000 actors of one département, beside the counting that it rests on.

python -m benchmarks.actors [smaller] [larger]

The limit is the statement that counts what each of the others answers to one actor, run bare by the driver on the same
rows in the same run. A suggestion also finds what lies around, compares two hundred exactly, leaves out those already
written to, and says its reasons: a fixed time, so that the ratio is held at the larger size.
"""

import random
import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from benchmarks import ground

MOST_TIMES = 1.5
MOST_GROWTH = 1.5  # times the growth of the rows
ASKERS = 12
SEED, DEPARTMENT = 20260119, "69"
BATCH = 2000
SIDES = ("knows", "knows", "seeks", "offers")


def main() -> None:
    smaller, larger = (int(typed) for typed in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 100_000)
    ground.start("actors")
    seconds: dict[int, float] = {}
    for number in (smaller, larger):
        fill(number)
        seconds[number], times = measure(number)
    if times > MOST_TIMES:
        raise SystemExit("A suggestion is slower than it may be.")
    growth = seconds[larger] / seconds[smaller] / (larger / smaller)
    print(f"{larger // smaller} times the actors: ×{growth:.2f} of that in time (≤ ×{MOST_GROWTH})")
    if growth > MOST_GROWTH:
        raise SystemExit("Suggestions grow faster than the directory.")


def measure(number: int) -> tuple[float, float]:
    """Median seconds of a suggestion, and how many times those of the bare statement."""
    from boucle.foundation.actors.models import Actor
    from boucle.foundation.actors.queries import suggestions

    chosen = random.Random(1).sample(range(number), ASKERS)
    ids = list(Actor.objects.order_by("pk").values_list("pk", flat=True))
    askers = [Actor.objects.select_related("contribution__territory").get(pk=ids[place]) for place in chosen]
    assert all(suggestions.suggested(one) for one in askers), "somebody has nobody to meet"
    statements = [recorded(lambda one=one: suggestions.suggested(one)) for one in askers]
    ours = median([timed(lambda one=one: suggestions.suggested(one)) for one in askers])
    bare = median([timed(lambda one=one: run(one)) for one in statements])
    said = f"a suggestion {ours:.3f} s, its counting alone {bare:.3f} s"
    print(f"{number} actors: {said}, ×{ours / bare:.2f} (≤ ×{MOST_TIMES})")
    return ours, ours / bare


def recorded(ask: Callable[[], object]) -> tuple[str, list[Any]]:
    """The statement that counts: the one that sums points."""
    from django.db import connection

    found: list[tuple[str, list[Any]]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SUM(" in sql:
            found.append((sql, list(params or [])))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return found[0]


def run(statement: tuple[str, list[Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(*statement)
        cursor.fetchall()


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def fill(number: int) -> None:
    """So many published actors, spread like the people of the département; straight to the tables."""
    from django.db import connection, transaction

    from boucle.foundation.actors.models import Actor, Subject
    from boucle.foundation.lifecycle.models import Contribution
    from boucle.foundation.situations import actions as situations
    from boucle.foundation.situations.models import Theme
    from boucle.foundation.territories import actions, data
    from boucle.foundation.territories.models import Territory

    if not Territory.objects.exists():
        actions.load(places=data.places(countries=["FR"], departments=[DEPARTMENT]))
        situations.load_themes()
    missing = number - Actor.objects.count()
    if missing < 0:
        Contribution.objects.all().delete()
        missing = number
    chance = random.Random(SEED + missing)
    themes = list(Theme.objects.order_by("slug").values_list("pk", flat=True))
    communes = list(Territory.objects.filter(level="commune", code__startswith=DEPARTMENT).order_by("code"))
    rows = people(chance, communes, missing)
    with transaction.atomic():
        while some := list(islice(rows, BATCH)):
            made = Contribution.objects.bulk_create(some)
            roles = ["researcher", "practitioner", "association", "authority"]
            Actor.objects.bulk_create(
                Actor(contribution=row, role=chance.choice(roles), knows="De l’eau.") for row in made
            )
            Subject.objects.bulk_create(
                Subject(actor_id=row.pk, theme_id=theme, side=side)
                for row in made
                for side, theme in set(zip(SIDES, chance.choices(themes, k=len(SIDES)), strict=True))
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def people(chance: random.Random, communes: list[Any], number: int) -> Any:
    from boucle.foundation.core import clock
    from boucle.foundation.lifecycle.enums import State
    from boucle.foundation.lifecycle.models import Contribution

    weights = [commune.population or 100 for commune in communes]
    now = clock.now()
    for commune in chance.choices(communes, weights, k=number):
        yield Contribution(
            reference="".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=8)),
            kind="actor",
            territory_id=commune.pk,
            state=State.PUBLISHED,
            title=f"{chance.choice(ground.HOLDERS)} {chance.randrange(number)}",
            text=chance.choice(ground.PHRASES),
            created_at=now,
            published_at=now,
            verified_at=now,
            review_on=now.date(),
        )


if __name__ == "__main__":
    main()
