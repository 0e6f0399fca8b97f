"""Consultations that reach their stage by the real actions."""

import itertools
from typing import Any

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.territories.models import Territory
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Consultation, Item, Round, Voice
from tests.factories import accounts, contributions

numbers = itertools.count(1)


def consultation(
    method: Method = Method.DELPHI,
    *,
    territory: Territory | None = None,
    user: User | None = None,
    access: Access = Access.PUBLIC,
    **settings: Any,
) -> Consultation:
    """One in preparation, held by a coordinator of its territory."""
    place = territory or contributions.commune()
    return actions.create(
        territory=place,
        user=user or accounts.coordinator(place),
        title=f"Que faire avant une coupure {next(numbers)} ?",
        text="Une consultation inventée pour les essais.",
        method=method,
        access=access,
        **settings,
    )


def facilitator(row: Consultation) -> User:
    assert row.facilitator is not None
    return row.facilitator


def item(row: Consultation, type: ItemType = ItemType.SCALE, text: str = "", **fields: Any) -> Item:  # noqa: A002  # the model's own name
    return actions.add_item(
        consultation=row,
        user=facilitator(row),
        type=type,
        text=text or f"La commune rend visite aux foyers {next(numbers)}.",
        **fields,
    )


def open_round(row: Consultation, items: list[Item] | None = None, **fields: Any) -> Round:
    """A round that is open, asking these items (one on a scale when none is given)."""
    user = facilitator(row)
    planned = actions.plan_round(consultation=row, user=user, items=items or [item(row)], **fields)
    opened = actions.open_round(round=planned, by=lifecycle_rules.By(user=user))
    row.refresh_from_db()
    return opened


def close_round(round_: Round) -> Round:
    user = facilitator(round_.consultation)
    return actions.close_round(round=round_, by=lifecycle_rules.By(user=user))


def close(row: Consultation) -> Consultation:
    return actions.close(consultation=row, by=lifecycle_rules.By(user=facilitator(row)))


def invited(row: Consultation, number: int = 2, **fields: Any) -> list[actions.Invitation]:
    """That many panellists, with their codes."""
    user = facilitator(row)
    found = [f"personne{next(numbers)}@exemple.fr" for _ in range(number)]
    return [
        actions.invite(consultation=row, user=user, details=ContactDetails(email=email), **fields) for email in found
    ]


def voice(row: Consultation, **fields: Any) -> tuple[Voice, str]:
    """Somebody who joins an open consultation, and their code."""
    return actions.join(consultation=row, **fields)


def answered(round_: Round, value: Any, *, reason: str = "", **fields: Any) -> Voice:
    """A new voice that gives the same answer to everything that a round asks, and sends it."""
    made, code = voice(round_.consultation, **fields)
    for asked in round_.asked.select_related("item"):
        actions.keep(voice=made, item=asked.item, value=value, reason=reason, may_quote=bool(reason))
    actions.send(voice=made, code=code)
    return made
