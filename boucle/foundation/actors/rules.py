"""Who may do what as an actor, beyond what the lifecycle says."""

from django.utils.translation import gettext as _

from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.actors.queries import asking, fields, finding
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import By, NotAllowed, NotPossible

MOST_WAITING = 5  # questions of one kind that an actor may have open: nobody writes to a whole directory


def check_agreed(contribution: Contribution, verb: str) -> None:
    """A person is never shown without their agreement, whoever decides. Raises NotPossible."""
    row = fields.actor(contribution)
    if verb in {Verb.PUBLISH, Verb.RESTORE} and row is not None and row.is_person and row.agreed_at is None:
        raise NotPossible(_("This person has not agreed to appear, or no longer does: nobody can show them."))


def is_actor(actor: Actor, by: By) -> bool:
    return lifecycle.is_author(actor.contribution, by)


def check_actor(actor: Actor, by: By) -> None:
    """Raises NotAllowed for anybody but the actor, by their private link or their account."""
    if not is_actor(actor, by):
        raise NotAllowed(_("Only the actor themselves can do this, by their private link or their account."))


def check_ask(asker: Actor, asked: Actor, by: By, model: type[Tie] | type[Meeting]) -> None:
    """Raises NotAllowed, or NotPossible with what is missing."""
    check_actor(asker, by)
    if asker.pk == asked.pk:
        raise NotPossible(_("This is you: choose somebody else."))
    if not asker.contribution.is_public:
        raise NotPossible(_("Once you are in the directory, you can write to the others."))
    if not asked.contribution.is_public:
        raise NotPossible(_("%(name)s is no longer in the directory.") % {"name": asked.contribution.title})
    if not finding.address(asker):
        raise NotPossible(_("You left no e-mail: nobody could answer you. Present yourself again with an e-mail."))
    if not finding.address(asked):
        raise NotPossible(_("%(name)s cannot be written to by mail.") % {"name": asked.contribution.title})
    if asking.waiting(model, asker) >= MOST_WAITING:
        raise NotPossible(_("Several of your questions wait for an answer. Ask again once one has come."))


def is_open(question: Tie | Meeting) -> bool:
    """It waits, and not for too long."""
    return question.answer == Answer.ASKED and question.expires_on >= clock.today()


def check_open(question: Tie | Meeting) -> None:
    """Raises NotPossible for a question that was answered, or that waited too long."""
    if not is_open(question):
        raise NotPossible(_("This question is closed: it was answered, taken back, or it waited too long."))
