"""Draw a panel by lot: asked for by the facilitator, taken by a worker, finished once."""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.together.consultations import rules
from boucle.together.consultations.engine import sentences, sortition
from boucle.together.consultations.enums import DrawState
from boucle.together.consultations.models import Consultation, Draw
from boucle.together.consultations.queries import drawing

LEASE = timedelta(seconds=60)  # without a sign of its worker a draw is taken again
NAMES_KEPT = timedelta(days=7)  # to invite those who were drawn


@transaction.atomic
def ask_draw(*, consultation: Consultation, user: User, files: drawing.Files, seed: int) -> Draw:
    """The draw of these files with this seed: a new one that waits, or the one that was asked for already, whose names
    are there again if they were erased."""
    rules.check_facilitate(consultation, user)
    rules.check_running(consultation)
    asked = {"seed": seed, **drawing.columns(files), "asked_by": user, "asked_at": clock.now()}
    digest = drawing.digest(files, seed)
    made, is_new = Draw.objects.get_or_create(consultation=consultation, digest=digest, defaults=asked)
    if not is_new and made.state == DrawState.DONE:
        keep_names(made, files.people)
    return made


def keep_names(draw: Draw, people: dict[str, list[str]]) -> None:
    panel = draw.found["panel"] if draw.found is not None else []
    draw.people = {name: people[name] for name in panel}
    draw.names_until = clock.now() + NAMES_KEPT
    draw.save(update_fields=["people", "names_until"])


def take_draw() -> Draw | None:
    """One that waits, or whose worker was lost, for the one worker that gets it."""
    now = clock.now()
    due = Draw.objects.filter(Q(state=DrawState.WAITING) | Q(state=DrawState.RUNNING, taken_at__lte=now - LEASE))
    for number in list(due.order_by("id").values_list("pk", flat=True)):
        if due.filter(pk=number).update(state=DrawState.RUNNING, taken_at=now):
            return Draw.objects.get(pk=number)
    return None


def still_drawing(draw: Draw) -> None:
    """A sign that its worker is at it."""
    Draw.objects.filter(pk=draw.pk, state=DrawState.RUNNING).update(taken_at=clock.now())


@transaction.atomic
def finish_draw(*, draw: Draw, found: sortition.Drawn) -> None:
    """Keeps what was drawn, with the names of those who were; the rest of the pool is erased."""
    people = {name: draw.people[name] for name in found.panel}
    kept = {**asdict(found), "seats": drawing.seats(draw, found)}
    until = clock.now() + NAMES_KEPT
    finish(draw, state=DrawState.DONE, found=kept, people=people, names_until=until)


@transaction.atomic
def refuse_draw(*, draw: Draw, refusal: sentences.Refusal) -> None:
    """Keeps why no panel can be drawn, to be said in the language of whoever reads it."""
    finish(draw, state=DrawState.IMPOSSIBLE, refusal=[refusal.sentence, refusal.values], people={})


def finish(draw: Draw, **fields: object) -> None:
    """Once: a worker that was thought to be lost finds it finished."""
    running = Draw.objects.filter(pk=draw.pk, state=DrawState.RUNNING)
    running.update(pool={}, finished_at=clock.now(), **fields)


def forget_drawn() -> int:
    """Erases names and addresses some days after the draw; returns of how many draws."""
    return Draw.objects.filter(names_until__lte=clock.now()).update(people={}, names_until=None)
