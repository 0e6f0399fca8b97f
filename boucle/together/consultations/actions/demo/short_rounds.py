"""A Delphi in two short rounds, the second one open: a visitor answers beside what the group said."""

from random import Random
from typing import Any

from boucle.foundation.core import clock
from boucle.together.consultations.actions import prepare, rounds, sheets
from boucle.together.consultations.actions.demo.cast import Cast, days_ago, evening, mark, read
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Item, Voice

NAME = "Delphi ouvert…"
TITLE = "Crue rapide : les douze premières heures"
CODE = "DEM0-C0DE-0001"
SEED = 12
BEGUN, SECOND = 4, 1  # days ago
PEOPLE, MINE = (9, 8, 7), 5  # by family; the mark that the visitor gave in the first round


def tell(cast: Cast) -> None:
    told = read("consent")["rounds"]
    rng = Random(SEED)
    with clock.at(days_ago(BEGUN)):
        row = cast.create(told, Method.DELPHI, Access.PUBLIC, is_fast=True)
        groups = [prepare.add_group(consultation=row, user=cast.coordinator, name=name) for name in told["families"]]
        items = [
            prepare.add_item(consultation=row, user=cast.coordinator, type=ItemType.SCALE, text=each["text"])
            for each in told["items"]
        ]
        planned = rounds.plan_round(consultation=row, user=cast.coordinator, items=items)
        rounds.open_round(round=planned, by=cast.by)
        for family, group in enumerate(groups):
            for _ in range(PEOPLE[family]):
                answer(rng, *sheets.join(consultation=row, group=group), items, told["items"], family)
        visitor, code = sheets.join(consultation=row, group=groups[0], code=CODE)
        for item in items:
            sheets.keep(voice=visitor, item=item, value=MINE)
        sheets.send(voice=visitor, code=code)
    with clock.at(days_ago(SECOND)):
        rounds.close_round(round=planned, by=cast.by)
        kept = [item for item in row.items.all() if not item.verdict]
        again = rounds.plan_round(consultation=row, user=cast.coordinator, items=kept, closes_at=evening(12))
        rounds.open_round(round=again, by=cast.by)


def answer(rng: Random, voice: Voice, code: str, items: list[Item], told: list[dict[str, Any]], family: int) -> None:
    for item, each in zip(items, told, strict=True):
        sheets.keep(voice=voice, item=item, value=mark(rng, each["first"][family], each["spread"]))
    sheets.send(voice=voice, code=code)
