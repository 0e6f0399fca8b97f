"""Change a round that is planned; give more time to one that is open."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import locked
from boucle.together.consultations.models import Asked, Item, Round


@transaction.atomic
def change_round(
    *,
    round: Round,  # noqa: A002  # the model's name
    user: User,
    items: Iterable[Item],
    introduction: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Round:
    """A planned round, written anew. Raises NotPossible once it was opened: what is asked stays."""
    row = locked(round.consultation)
    rules.check_facilitate(row, user)
    now = Round.objects.get(pk=round.pk)
    if now.opened_at is not None:
        raise NotPossible(_("This round was opened: what it asks can no longer change."))
    asked = list(items)
    if not asked:
        raise NotPossible(_("A round asks at least one thing."))
    if opens_at and closes_at and closes_at <= opens_at:
        raise NotPossible(_("A round ends after it begins."))
    now.introduction, now.opens_at, now.closes_at = texts.clean(introduction), opens_at, closes_at
    now.save()
    now.asked.all().delete()
    Asked.objects.bulk_create(Asked(round=now, item=item, position=at) for at, item in enumerate(asked, start=1))
    return now


@transaction.atomic
def extend(*, round: Round, user: User, closes_at: datetime | None) -> Round:  # noqa: A002  # the model's own name
    """Another end for the round that is open; None: until it is closed by hand. Raises NotPossible for a past one."""
    row = locked(round.consultation)
    rules.check_facilitate(row, user)
    if not round.is_open:
        raise NotPossible(_("This round is not open."))
    if closes_at is not None and closes_at <= clock.now():
        raise NotPossible(_("This end is already past: choose a later one, or close the round."))
    round.closes_at = row.closes_at = closes_at
    round.save(update_fields=["closes_at"])
    row.save(update_fields=["closes_at"])
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return round
