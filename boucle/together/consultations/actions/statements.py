"""Statements that people bring: moderated like every contribution, asked once they are published."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Transition
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import locked, new_item
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Asked, Consultation, Item, Statement
from boucle.together.consultations.queries import finding

LONGEST = 120
TYPES = {Method.OPINIONS: ItemType.STATEMENT, Method.BUDGET: ItemType.OPTION, Method.VOTE: ItemType.OPTION}


@transaction.atomic
def bring(*, consultation: Consultation, text: str, form_key: uuid.UUID | None = None) -> lifecycle.Proposed:
    """Somebody's own statement, for the referents; the same form sent twice makes one.

    Raises NotPossible where none are taken, or for none at all.
    """
    rules.check_running(consultation)
    if not consultation.is_open_to_statements:
        raise NotPossible(_("This consultation takes no new statements."))
    said = texts.clean_line(text)
    if not said or len(said) > LONGEST:
        raise NotPossible(_("Say one idea in one sentence of 120 signs at most."))
    content = {"title": said, "text": "", "consultation": consultation.contribution.reference}
    return lifecycle.propose(
        kind="statement",
        territory=consultation.contribution.territory,
        content=content,
        by=lifecycle_rules.STRANGER,
        situation=consultation.contribution.situation,
        form_key=form_key,
    )


@transaction.atomic
def take_statement(transition_id: int) -> None:
    """What becomes public is asked; what no longer is public is set aside, its answers kept."""
    move = Transition.objects.select_related("contribution").get(pk=transition_id)
    statement = Statement.objects.select_related("consultation__contribution", "contribution").filter(
        contribution=move.contribution_id
    )
    row = statement.first()
    if row is None:
        return
    item = Item.objects.filter(source=row.contribution).first()
    if row.contribution.state != State.PUBLISHED:
        Item.objects.filter(source=row.contribution).update(is_withdrawn=True)
        return
    if item is None:
        ask(row)
    else:
        Item.objects.filter(pk=item.pk).update(is_withdrawn=False)


def ask(statement: Statement) -> None:
    consultation = locked(statement.consultation)
    kind = TYPES.get(Method(consultation.method), ItemType.OPEN)
    item = new_item(consultation, kind, statement.contribution.title, source=statement.contribution)
    round_ = finding.open_round(consultation)
    if round_ is not None:
        Asked.objects.get_or_create(round=round_, item=item, defaults={"position": item.number})
