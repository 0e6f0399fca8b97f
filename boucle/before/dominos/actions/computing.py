"""Asks the worker for what takes longer than a page may."""

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.models import Computed, Schedule
from boucle.before.dominos.models.computed import Stage
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotPossible

FEWEST, MOST = 100, 10_000
SEED_MOST = 2**31 - 1


@transaction.atomic
def ask_again(*, schedule: Schedule, user: User, draws: int, seed: int, is_whole: bool = False) -> Computed:
    """With another seed or more draws; the same ones again change nothing, and what failed is tried again."""
    rules.check_keep(schedule.inventory, user)
    if not FEWEST <= draws <= MOST or not 0 <= seed <= SEED_MOST:
        raise NotPossible(_("Between 100 and 10,000 draws."))
    made, _new = Computed.objects.get_or_create(
        schedule=schedule,
        is_whole=is_whole,
        revision=schedule.inventory.revision,
        seed=seed,
        draws=draws,
        defaults={"asked_at": clock.now()},
    )
    if made.stage == Stage.FAILED:
        made.stage, made.steps_done = Stage.WAITING, 0
        made.save(update_fields=["stage", "steps_done"])
    return made
