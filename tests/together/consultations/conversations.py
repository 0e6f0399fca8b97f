"""Opinion maps whose votes were cast by the real action."""

from typing import Any

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Consultation, Group, Item, Voice
from tests.factories import consultations

STATEMENTS = 8
RULE = {"minimum_votes": 7, "minimum_group": 5, "resamples": 10}
JOINING = (0, 1)  # statements that both camps agree with


def opened(statements: int = STATEMENTS, **settings: Any) -> tuple[Consultation, list[Item]]:
    """One that takes votes and shows its results."""
    usual: dict[str, Any] = {"is_hidden": False, "rule": RULE}
    row = consultations.consultation(Method.OPINIONS, **(usual | settings))
    items = [consultations.item(row, ItemType.STATEMENT, f"Phrase {number}.") for number in range(statements)]
    consultations.open_round(row, items)
    row.refresh_from_db()
    return row, items


def person(row: Consultation, items: list[Item], says: list[int | None], group: Group | None = None) -> Voice:
    """Somebody who votes on each statement; None: not seen."""
    voice, _code = consultations.voice(row, group=group)
    for item, value in zip(items, says, strict=True):
        if value is not None:
            actions.cast(voice=voice, item=item, value=value)
    return voice


def camp(number: int, side: int, statements: int = STATEMENTS) -> list[list[int | None]]:
    """People who agree with what joins, and stand on one side of the rest; each passes on one statement of their
    own."""
    rest = range(len(JOINING), statements)
    return [
        [1 if at in JOINING else 0 if at == rest[who % len(rest)] else side * (-1) ** at for at in range(statements)]
        for who in range(number)
    ]


def two_camps(row: Consultation, items: list[Item], each: int = 8) -> list[Voice]:
    return [person(row, items, says) for side in (1, -1) for says in camp(each, side, len(items))]
