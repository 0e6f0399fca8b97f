"""A Delphi of two rounds, by the real actions."""

from collections.abc import Sequence
from typing import Any

from boucle.together.consultations import actions
from boucle.together.consultations.models import Consultation, Group, Item, Round, Voice
from tests.factories import consultations

Column = Sequence[Any]  # what each person says of one item; "away" for who sends nothing
AWAY = "away"
FIRST: tuple[Column, ...] = ((8, 7, 7, 6, 9, 8, 3), (1, 5, 9, 1, 9, 5, 2))
SECOND: tuple[Column, ...] = ((8, 7, 7, 7, 8, 8, AWAY), (1, 5, 9, 1, 9, 4, AWAY))


def families(row: Consultation, *names: str) -> list[Group]:
    user = consultations.facilitator(row)
    return [actions.add_group(consultation=row, user=user, name=name) for name in names]


def answer(
    round_: Round, items: Sequence[Item], people: Sequence[tuple[Voice, str]], columns: Sequence[Column]
) -> None:
    """Sheets sent by those who are not away, then the close of the round."""
    for place, (voice, code) in enumerate(people):
        said = [column[place] for column in columns]
        if AWAY in said:
            continue
        for item, value in zip(items, said, strict=True):
            actions.keep(voice=voice, item=item, value=value)
        actions.send(voice=voice, code=code)
    consultations.close_round(round_)


def two_rounds(
    first: Sequence[Column] = FIRST,
    second: Sequence[Column] = SECOND,
    *,
    groups: Sequence[str] = (),
    is_closed: bool = True,
    **settings: Any,
) -> tuple[Consultation, list[Item]]:
    """`groups[i]`: the family of person i."""
    row = consultations.consultation(**settings)
    known = {group.name: group for group in families(row, *dict.fromkeys(groups))}
    items = [consultations.item(row) for _ in first]
    opened = consultations.open_round(row, items)
    named = groups or [""] * len(first[0])
    people = [consultations.voice(row, group=known.get(name)) for name in named]
    answer(opened, items, people, first)
    answer(consultations.open_round(row, items), items, people, second)
    if is_closed:
        consultations.close(row)
    row.refresh_from_db()
    return row, [Item.objects.get(pk=item.pk) for item in items]
