"""Agreement: taken back at once, and by the actor alone."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from boucle.foundation.actors import rules
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import By, NotPossible
from boucle.foundation.territories import actions as territories


@transaction.atomic
def leave(*, contribution: Contribution, by: By) -> Contribution:
    """Takes the agreement back, the row away, and the messages that wait with it. Raises NotAllowed, NotPossible."""
    row = lifecycle.withdraw(contribution=contribution, by=by)
    Actor.objects.filter(pk=row.pk).update(agreed_at=None, is_shared=False)
    waiting = Meeting.objects.filter(Q(asker=row.pk) | Q(asked=row.pk), answer=Answer.ASKED)
    waiting.update(answer=Answer.ENDED, answered_at=clock.now(), words="")
    return row


@transaction.atomic
def come_back(*, contribution: Contribution, by: By) -> Contribution:
    """Agrees again, and goes back to the referents (or to the directory, from the archives)."""
    actor = Actor.objects.select_related("contribution").get(pk=contribution.pk)
    rules.check_actor(actor, by)
    actor.agreed_at = clock.now()
    actor.save(update_fields=["agreed_at"])
    contribution.actor = actor
    return lifecycle.restore(contribution=contribution, by=by)


@transaction.atomic
def share(*, actor: Actor, is_shared: bool, by: By) -> Actor:
    """Whether they leave as open data; pages and files made before are made anew. Raises NotAllowed, NotPossible for
    whoever has left the directory."""
    rules.check_actor(actor, by)
    row = Actor.objects.select_for_update().get(pk=actor.pk)
    if is_shared and row.agreed_at is None:
        raise NotPossible(_("You have left the directory: come back to it first."))
    row.is_shared = is_shared
    row.save(update_fields=["is_shared"])
    territories.bump_revision(territory_id=actor.contribution.territory_id)
    return row
