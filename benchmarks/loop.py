"""The picture of the loop over 100,000 lessons, in one query, beside the same figures asked plainly.

python -m benchmarks.loop [100000]

The limit is what somebody would write by hand for the six counts and the five medians of one territory: one plain
count by stage, and for each delay the middle of its sorted values by window functions, one statement each, on the same
rows in the same run. The picture also reads voices, actions, sections touched and what came back.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from typing import Any

from benchmarks import ground

MOST_TIMES = 3.0
TURNS = 5
SEED, FIRST = 20260119, date(2024, 1, 1)
BATCH = 2000
CODE = "FR"
GAPS = (
    ("observed_on", "analysed_on"),
    ("begun_on", "settled_on"),
    ("decided_on", "acted_on"),
    ("acted_on", "changed_on"),
    ("changed_on", "verified_on"),
)
LESSON = (
    "(SELECT l.*, COALESCE(l.decided_on, l.refused_on) AS settled_on,"
    " COALESCE(l.reopened_on, l.analysed_on) AS begun_on FROM lessons_lesson l"
    " JOIN lifecycle_contribution c ON c.id = l.contribution_id WHERE c.state = 'published' AND c.territory_id IN"
    " (SELECT inside_id FROM territories_within WHERE outside_id = %s)) AS lesson"
)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    ground.start(f"loop-{number}")
    fill(number)
    from boucle.after.lessons.queries import loop
    from boucle.foundation.territories.models import Territory

    place = Territory.objects.get(code=CODE)
    found = loop.read(place)
    plain = by_hand(place.pk)
    assert (found.lessons, found.delays) == plain, (found.lessons, found.delays, plain)
    ours = min(measured(lambda: loop.read(place)) for _ in range(TURNS))
    limit = min(measured(lambda: by_hand(place.pk)) for _ in range(TURNS))
    ratio = ours / limit
    print(f"loop of {found.lessons} lessons: {ours:.3f} s, by hand {limit:.3f} s, ×{ratio:.2f} (≤ ×{MOST_TIMES:.0f})")
    if ratio > MOST_TIMES:
        raise SystemExit("The picture of the loop is slower than it may be.")


def measured(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def by_hand(place: int) -> tuple[int, tuple[float, ...]]:
    from django.db import connection

    from boucle.after.lessons.queries import dialects

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stage, COUNT(*) FROM {LESSON} GROUP BY stage", [place])
        total = sum(count for _stage, count in cursor.fetchall())
        medians = []
        for start, end in GAPS:
            days = dialects.days(start, end)
            cursor.execute(
                f"SELECT AVG(d) FROM (SELECT {days} AS d, ROW_NUMBER() OVER (ORDER BY {days}) AS r,"
                f" COUNT(*) OVER () AS n FROM {LESSON} WHERE {start} IS NOT NULL AND {end} IS NOT NULL) AS sorted"
                " WHERE r IN ((n + 1) / 2, (n + 2) / 2)",
                [place],
            )
            medians.append(float(cursor.fetchone()[0]))
    return total, tuple(medians)


def fill(number: int) -> None:
    """Bulk rows, straight to the tables: a measure needs many of them, their history does not matter to it."""
    from django.db import transaction

    from boucle.after.lessons.models import Lesson
    from boucle.foundation.lifecycle.models import Contribution
    from boucle.foundation.territories.models import Territory

    if Lesson.objects.count() == number:
        return
    ground.country()
    places = list(Territory.objects.filter(level="commune", code__startswith="69").values_list("pk", flat=True))
    chance = random.Random(SEED)
    with transaction.atomic():
        rows = (contribution(chance, places, each) for each in range(number))
        while some := list(islice(rows, BATCH)):
            made = Contribution.objects.bulk_create(some)
            Lesson.objects.bulk_create([lesson(chance, row) for row in made])


def contribution(chance: random.Random, places: list[int], number: int) -> Any:
    from boucle.foundation.core import clock
    from boucle.foundation.lifecycle.enums import State
    from boucle.foundation.lifecycle.models import Contribution

    now = clock.now()
    return Contribution(
        reference=f"{number:07d}",  # by chance, two of 100,000 may be the same
        kind="lesson",
        territory_id=chance.choice(places),
        state=State.PUBLISHED,
        title=f"Enseignement {number}",
        text="Le réservoir tenait une heure.",
        created_at=now,
        published_at=now,
        verified_at=now,
        review_on=now.date(),
    )


def lesson(chance: random.Random, row: Any) -> Any:
    """Each goes as far as it goes: most stop on the way."""
    from boucle.after.lessons.enums import Stage
    from boucle.after.lessons.models import Lesson

    day = FIRST + timedelta(days=chance.randrange(900))
    made = Lesson(contribution=row, observed_on=day, happened="Il s’est vidé.")
    names = ("analysed_on", "decided_on", "acted_on", "changed_on", "verified_on")
    stages = (Stage.ANALYSED, Stage.DECIDED, Stage.UNDER_WAY, Stage.DONE, Stage.VERIFIED)
    for name, stage in zip(names, stages, strict=True):
        if chance.random() < 0.2:
            break
        day += timedelta(days=chance.randrange(60))
        setattr(made, name, day)
        made.stage = stage
    return made


if __name__ == "__main__":
    main()
