"""Ties: one actor says that two work together, the other confirms, and everybody sees it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from boucle.foundation.actors import rules
from boucle.foundation.actors.actions import asking
from boucle.foundation.actors.actions.asking import Address
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Tie
from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle.rules import By, NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories import actions as territories

OVER = (Answer.DECLINED, Answer.ENDED, Answer.EXPIRED)


def ask(*, asker: Actor, asked: Actor, by: By, answer: Address, theme: Theme | None = None) -> Tie:
    """Asks the other one to confirm. `answer`: the path of the page that answers, for a secret.

    Raises NotAllowed, NotPossible; also when the two are joined already, or one was asked, and after a question that
    came to nothing until it is forgotten.
    """
    rules.check_ask(asker, asked, by, Tie)
    if Tie.objects.filter(asker=asker, asked=asked, answer__in=OVER).exists():
        raise NotPossible(
            _("You have asked %(name)s already: once is enough. They can still ask you.")
            % {"name": asked.contribution.title}
        )
    try:
        return write(asker, asked, theme, answer)
    except IntegrityError:
        raise NotPossible(_("You two are joined already, or one of you was asked: see your private page.")) from None


@transaction.atomic
def write(asker: Actor, asked: Actor, theme: Theme | None, path: Address) -> Tie:
    secret = ids.secret()
    made = Tie.objects.create(
        asker=asker,
        asked=asked,
        theme=theme,
        asked_at=clock.now(),
        expires_on=asking.expiry(),
        secret_hash=ids.digest(secret),
    )
    asking.write(
        asked,
        Template.TIE_ASKED,
        f"tie:{made.pk}",
        once={"private_path": path(secret)},
        about=asker,
    )
    return made


@transaction.atomic
def accept(*, tie: Tie) -> Tie:
    """By whoever holds the letter's link: from now on everybody sees it. Raises NotPossible."""
    row = asking.locked(tie)
    if not (row.asker.contribution.is_public and row.asked.contribution.is_public):
        raise NotPossible(_("One of the two is no longer in the directory."))
    asking.settle(row, Answer.ACCEPTED)
    show_anew(row)
    return row


@transaction.atomic
def decline(*, tie: Tie) -> Tie:
    return asking.settle(asking.locked(tie), Answer.DECLINED)


@transaction.atomic
def end(*, tie: Tie, actor: Actor, by: By) -> Tie:
    """By either of them: a question is taken back, a tie is no longer shown. Raises NotAllowed, NotPossible."""
    rules.check_actor(actor, by)
    row = asking.latest(tie)
    if actor.pk not in {row.asker_id, row.asked_id} or row.answer not in {Answer.ASKED, Answer.ACCEPTED}:
        raise NotPossible(_("This tie is not yours to end, or it has ended."))
    asking.settle(row, Answer.ENDED)
    show_anew(row)
    return row


def show_anew(tie: Tie) -> None:
    """Pages that were kept ready are made again."""
    territories.bump_revisions(territory_ids=[one.contribution.territory_id for one in (tie.asker, tie.asked)])
