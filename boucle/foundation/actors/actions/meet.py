"""Meetings: a message to somebody whose address one does not know. Both agree, and only then do addresses pass."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from boucle.foundation.actors import rules
from boucle.foundation.actors.actions import asking
from boucle.foundation.actors.actions.asking import Address
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting
from boucle.foundation.actors.queries import finding
from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle.rules import By, NotPossible
from boucle.foundation.messages.enums import Template


def ask(*, asker: Actor, asked: Actor, words: str, by: By, form_key: UUID, answer: Address) -> Meeting:
    """Writes to the other one, who sees no address; whoever writes agrees by writing. The same form again changes
    nothing. `answer`: the path of the page that answers, for a secret.

    Raises NotAllowed, NotPossible; also while a question between the two waits, and after one was declined until it is
    forgotten.
    """
    there = Meeting.objects.filter(form_key=form_key, asker=asker).first()
    if there is not None:
        return there
    rules.check_ask(asker, asked, by, Meeting)
    if Meeting.objects.filter(asker=asker, asked=asked).exists():
        raise NotPossible(
            _("You have written to %(name)s already: once is enough.") % {"name": asked.contribution.title}
        )
    try:
        return write(asker, asked, words, form_key, answer)
    except IntegrityError:
        there = Meeting.objects.filter(form_key=form_key, asker=asker).first()  # the same form, at the same moment
        if there is not None:
            return there
        raise NotPossible(_("They wrote to you meanwhile: their message is in your mail.")) from None


@transaction.atomic
def write(asker: Actor, asked: Actor, words: str, form_key: UUID, path: Address) -> Meeting:
    secret = ids.secret()
    made = Meeting.objects.create(
        asker=asker,
        asked=asked,
        words=words,
        asked_at=clock.now(),
        expires_on=asking.expiry(),
        secret_hash=ids.digest(secret),
        form_key=form_key,
    )
    once = {"private_path": path(secret), "message": words}
    asking.write(asked, Template.MEETING_ASKED, f"meeting:{made.pk}", once=once, about=asker)
    return made


@transaction.atomic
def accept(*, meeting: Meeting) -> Meeting:
    """Both have agreed: each gets the other's address, in one letter each. Raises NotPossible."""
    row = asking.locked(meeting)
    addresses = {one.pk: finding.address(one) for one in (row.asker, row.asked)}
    if not (row.asker.contribution.is_public and row.asked.contribution.is_public and all(addresses.values())):
        raise NotPossible(_("One of the two has left the directory: no address can pass."))
    for to, other in ((row.asker, row.asked), (row.asked, row.asker)):
        once = {"address": addresses[other.pk]}
        asking.write(to, Template.MEETING_MADE, f"meeting-made:{row.pk}:{to.pk}", once=once, about=other)
    row.words = ""
    return asking.settle(row, Answer.ACCEPTED)


@transaction.atomic
def decline(*, meeting: Meeting) -> Meeting:
    """Nobody is told, nothing is given away."""
    row = asking.locked(meeting)
    row.words = ""
    return asking.settle(row, Answer.DECLINED)
