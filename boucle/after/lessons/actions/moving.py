"""Locks a lesson and moves its stage: one line that nothing changes, and the day of the first time."""

from boucle.after.lessons import rules
from boucle.after.lessons.actions import witnesses
from boucle.after.lessons.enums import ENDED, Stage
from boucle.after.lessons.models import Lesson, Move
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.territories import actions as territories

DAYS = {
    Stage.ANALYSED: "analysed_on",
    Stage.DECIDED: "decided_on",
    Stage.UNDER_WAY: "acted_on",
    Stage.VERIFIED: "verified_on",
    Stage.REFUSED: "refused_on",
}
LONGEST_WHY = 1000


def locked(lesson: Lesson, user: User) -> Lesson:
    """The row as it is now, held until the transaction ends, for somebody who keeps it."""
    Lesson.objects.select_for_update(of=("self",)).values_list("pk").get(pk=lesson.pk)
    row = Lesson.objects.select_related("contribution__territory", "contribution__situation", "event").get(pk=lesson.pk)
    rules.check_keep(row.contribution.territory_id, user)
    return row


def move(row: Lesson, target: Stage, user: User, why: str = "") -> Lesson:
    """Checks the table, writes the stage, its day when it is the first, and one line; at its end, witnesses hear it."""
    rules.check_way(row, target)
    source = Stage(row.stage)
    row.stage = target
    if source in ENDED:
        begin_again(row)
    day = DAYS.get(target, "")
    if day and getattr(row, day) is None:
        setattr(row, day, clock.today())
    row.save()
    note(row, source, user, why)
    witnesses.tell(lesson=row)
    return row


def begin_again(row: Lesson) -> None:
    """Its end did not hold: what follows is counted from today on; the moves keep the days that were."""
    row.reopened_on = clock.today()
    row.decided_on = row.acted_on = row.changed_on = row.verified_on = row.refused_on = None


def note(row: Lesson, source: str, user: User | None, why: str = "") -> Move:
    last = row.moves.order_by("-number").values_list("number", flat=True).first() or 0
    said = texts.clean(why)[:LONGEST_WHY]
    made = Move.objects.create(
        lesson=row, number=last + 1, source=source, target=row.stage, at=clock.now(), by=user, why=said
    )
    show(row)
    return made


def show(row: Lesson) -> None:
    """Pages of its territory are made again."""
    territories.bump_revisions(territory_ids=[row.contribution.territory_id])
