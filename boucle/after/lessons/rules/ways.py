"""What a lesson needs before each step: nothing is dropped in silence, nothing closes without a proof."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from boucle.after.lessons import transitions
from boucle.after.lessons.enums import ENDED, Stage
from boucle.after.lessons.models import Lesson
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Contribution, Link
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.tasks.enums import OPEN, Standing
from boucle.foundation.tasks.models import Task


def check_way(lesson: Lesson, target: Stage) -> None:
    if not transitions.leads(Stage(lesson.stage), target):
        raise NotPossible(
            _("This lesson is “%(source)s”: from there it cannot become “%(target)s”.")
            % {"source": lesson.get_stage_display().lower(), "target": target.label.lower()}
        )


def check_stage(lesson: Lesson, stages: Collection[Stage]) -> None:
    if lesson.stage not in stages:
        raise NotPossible(
            _("This lesson is “%(stage)s”: this cannot be done to it now.")
            % {"stage": lesson.get_stage_display().lower()}
        )


def check_actable(lesson: Lesson) -> None:
    """Actions follow a decision that accepted something."""
    if lesson.stage in (Stage.OBSERVED, Stage.ANALYSED):
        raise NotPossible(_("Have it decided first: an action answers a decision."))
    check_stage(lesson, (Stage.DECIDED, Stage.UNDER_WAY))


def check_done(lesson: Lesson) -> None:
    """Every action has ended; since it was taken up again if it was, one at least was done and something changed."""
    check_way(lesson, Stage.DONE)
    tasks = Task.objects.filter(origin=lesson.contribution_id)
    again = lesson.moves.filter(source__in=ENDED).order_by("-number").first()
    standings = list((tasks.filter(created_at__gte=again.at) if again else tasks).values_list("standing", flat=True))
    if any(standing in OPEN for standing in standings):
        raise NotPossible(_("Some of its actions are still open: finish them, or drop them with a reason."))
    if Standing.DONE not in standings:
        raise NotPossible(_("None of its actions was done: nothing can have changed."))
    if lesson.changed_on is None:
        raise NotPossible(_("Write what changed first: a section of a plan, a rule, a training or equipment."))


def check_closing(lesson: Lesson, evidence: str) -> None:
    """Evidence first: without it nothing closes, whatever the stage."""
    if not evidence:
        raise NotPossible(_("Say what shows it: a lesson closes only on evidence."))
    if lesson.stage != Stage.DONE:
        raise NotPossible(_("A lesson is checked once its actions are done and something has changed."))


def check_no_circle(source: Contribution, target: Contribution) -> None:
    """“Learnt from” goes back in time: what comes from this lesson cannot have taught it."""
    if source.pk == target.pk:
        raise NotPossible(_("A lesson is not learnt from itself."))
    seen: set[int] = set()
    edge = {target.pk}
    while edge:
        seen |= edge
        rows = Link.objects.filter(source__in=edge, type=LinkType.LEARNT_FROM)
        edge = set(rows.values_list("target_id", flat=True)) - seen
    if source.pk in seen:
        raise NotPossible(
            _("“%(target)s” was itself learnt from “%(source)s”: each would explain the other.")
            % {"target": target.title, "source": source.title}
        )
