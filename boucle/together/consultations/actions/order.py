"""Many items at once, and their order before they are asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import check_never_asked, locked, new_item
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item


@dataclass(frozen=True)
class Many:
    """What a list of lines became: new items, and lines that were there already."""

    made: list[Item]
    doubles: list[str]


@transaction.atomic
def add_many(
    *,
    consultation: Consultation,
    user: User,
    type: ItemType,  # noqa: A002  # the field's name
    lines: Iterable[str],
    settings: dict[str, Any] | None = None,
) -> Many:
    """One item per line; what is asked already in the same words is set aside: the same list again adds none."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_running(row)
    known = {texts.fold(text) for text in row.items.values_list("text", flat=True)}
    made, doubles = [], []
    for line in filter(None, map(texts.clean_line, lines)):
        if texts.fold(line) in known:
            doubles.append(line)
            continue
        known.add(texts.fold(line))
        made.append(new_item(row, ItemType(type), line, settings=settings or {}))
    if not made and not doubles:
        raise NotPossible(_("Write one line for each item."))
    return Many(made, doubles)


@transaction.atomic
def move_item(*, item: Item, user: User, is_up: bool) -> Item:
    """Trades places with the nearest item, before or after, that was never asked. At the end of the list: nothing.

    Raises NotPossible for what a round already asked.
    """
    row = locked(item.consultation)
    rules.check_facilitate(row, user)
    check_never_asked(item)
    others = row.items.exclude(asked__round__opened_at__isnull=False)
    near = others.filter(number__lt=item.number).last() if is_up else others.filter(number__gt=item.number).first()
    if near is None:
        return item
    here, there = item.number, near.number
    free = (row.items.order_by("number").last() or item).number + 1  # a number is taken once, even in between
    for one, number in ((item, free), (near, here), (item, there)):
        one.number = number
        one.save(update_fields=["number"])
    return item
