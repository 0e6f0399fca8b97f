"""What goes round in a territory, in one query: how many came to each station, how long it took, where they stopped.

A lesson that was taken up again counts where it stands now: the delays between stations are those of its last round,
and its whole way goes from what was first seen to the check that holds, for an end that did not hold was none.

Only published lessons count: the public and the staff read the same picture. Delays come as histograms of whole days,
which are short however many lessons there are; their medians are computed from them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from boucle.after.lessons.engine.medians import median
from boucle.after.lessons.enums import Speaker, Stage
from boucle.after.lessons.queries import dialects
from boucle.foundation.core import clock
from boucle.foundation.territories.models import Territory

GAPS = (
    ("observed_on", "analysed_on"),
    ("begun_on", "settled_on"),
    ("decided_on", "acted_on"),
    ("acted_on", "changed_on"),
    ("changed_on", "verified_on"),
)
ARRIVED = ("analysed_on", "settled_on", "acted_on", "changed_on")


@dataclass(frozen=True)
class Loop:
    """`arrived`: at the six stations. `delays`: five medians in days between them, and the whole way."""

    arrived: tuple[int, int, int, int, int, int]
    delays: tuple[float | None, ...]
    whole: float | None
    stages: dict[str, int]
    unread: int  # testimonies that feed no lesson yet
    late: int  # open actions whose day has passed
    tasks: int
    owned: int  # actions that a person, by name, has taken
    residents: int
    voices: int
    recurring: int  # lessons that say that it was learnt before, or elsewhere
    touched: int
    sections: int

    @property
    def lessons(self) -> int:
        return self.arrived[1]

    @property
    def verified(self) -> int:
        return self.arrived[5]

    def stage(self, stage: Stage) -> int:
        return self.stages.get(stage, 0)

    @property
    def undecided(self) -> int:
        return self.stage(Stage.OBSERVED) + self.stage(Stage.ANALYSED)

    @property
    def slowest(self) -> int | None:
        """The station after which things wait longest."""
        known = [(delay, number) for number, delay in enumerate(self.delays) if delay is not None]
        return max(known)[1] if known else None


def read(place: Territory) -> Loop:
    with connection.cursor() as cursor:
        cursor.execute(sql(), {"place": place.pk, "now": connection.ops.adapt_datetimefield_value(clock.now())})
        rows = cursor.fetchall()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for what, key, number in rows:
        found[what][str(key)] = int(number)
    return told(found)


def told(found: dict[str, dict[str, int]]) -> Loop:
    stages, voices = found["stage"], found["speaker"]
    gaps = [{int(days): count for days, count in found[f"gap{number}"].items()} for number in range(len(GAPS) + 1)]
    count = found["count"]
    return Loop(
        arrived=(
            sum(voices.values()),
            sum(stages.values()),
            count.get("settled_on", 0),
            count.get("acted_on", 0),
            count.get("changed_on", 0),
            stages.get(Stage.VERIFIED, 0),
        ),
        delays=tuple(median(gap) for gap in gaps[:-1]),
        whole=median(gaps[-1]),
        stages=stages,
        unread=count.get("unread", 0),
        late=count.get("late", 0),
        tasks=count.get("tasks", 0),
        owned=count.get("owned", 0),
        residents=voices.get(Speaker.RESIDENT, 0),
        voices=sum(voices.values()),
        recurring=count.get("recurring", 0),
        touched=count.get("touched", 0),
        sections=count.get("sections", 0),
    )


def sql() -> str:
    """One statement; each line is a name, a key, a number."""
    return f"{WITH} {' UNION ALL '.join([*of_lessons(), *OF_THE_REST])}"


WITH = """
WITH place AS (SELECT w.inside_id AS id FROM territories_within w WHERE w.outside_id = %(place)s),
lesson AS (
  SELECT l.contribution_id AS id, l.stage, l.observed_on, l.analysed_on, l.decided_on, l.acted_on, l.changed_on,
         l.verified_on, COALESCE(l.reopened_on, l.analysed_on) AS begun_on,
         COALESCE(l.decided_on, l.refused_on) AS settled_on
  FROM lessons_lesson l JOIN lifecycle_contribution c ON c.id = l.contribution_id
  WHERE c.state = 'published' AND c.territory_id IN (SELECT id FROM place)
),
voice AS (
  SELECT t.contribution_id AS id, t.speaker
  FROM lessons_testimony t JOIN lifecycle_contribution c ON c.id = t.contribution_id
  WHERE c.state IN ('proposed', 'returned', 'published') AND c.territory_id IN (SELECT id FROM place)
),
task AS (
  SELECT k.standing, k.due_at, k.owner_id FROM tasks_task k JOIN lesson ON lesson.id = k.origin_id
  WHERE k.standing <> 'dropped'
)
"""


def of_lessons() -> list[str]:
    gaps = [histogram(number, *gap) for number, gap in enumerate((*GAPS, ("observed_on", "verified_on")))]
    counts = [f"SELECT 'count', '{name}', COUNT({name}) FROM lesson" for name in ARRIVED]
    return ["SELECT 'stage', stage, COUNT(*) FROM lesson GROUP BY stage", *gaps, *counts]


def histogram(number: int, start: str, end: str) -> str:
    days = dialects.days(start, end)
    return (
        f"SELECT 'gap{number}', CAST({days} AS varchar(10)), COUNT(*) FROM lesson"
        f" WHERE {start} IS NOT NULL AND {end} IS NOT NULL GROUP BY {days}"
    )


OF_THE_REST = (
    "SELECT 'speaker', speaker, COUNT(*) FROM voice GROUP BY speaker",
    "SELECT 'count', 'unread', COUNT(*) FROM voice WHERE NOT EXISTS (SELECT 1 FROM lifecycle_link k"
    " WHERE k.target_id = voice.id AND k.type = 'learnt_from')",
    "SELECT 'count', 'tasks', COUNT(*) FROM task",
    "SELECT 'count', 'owned', COUNT(owner_id) FROM task",
    "SELECT 'count', 'late', COUNT(*) FROM task WHERE standing IN ('to_do', 'under_way') AND due_at < %(now)s",
    "SELECT 'count', 'recurring', COUNT(DISTINCT lesson.id) FROM lesson"
    " JOIN lifecycle_link k ON k.source_id = lesson.id"
    " JOIN lessons_lesson earlier ON earlier.contribution_id = k.target_id WHERE k.type = 'learnt_from'",
    "SELECT 'count', 'touched', COUNT(DISTINCT h.section_id) FROM lessons_change h"
    " JOIN lesson ON lesson.id = h.lesson_id",
    "SELECT 'count', 'sections', COUNT(*) FROM lifecycle_contribution c WHERE c.kind = 'section'"
    " AND c.state = 'published' AND c.territory_id IN (SELECT id FROM place)",
)
