"""From what people wrote to what everybody is asked: a codebook, two coders, items with their origins, quoted words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories
from boucle.together.consultations import rules
from boucle.together.consultations.actions import prepare
from boucle.together.consultations.enums import ItemType, Side
from boucle.together.consultations.models import Answer, Code, Coding, Consultation, Item, Quote
from boucle.together.consultations.queries import coding

LONGEST_LABEL, LONGEST_DEFINITION, LONGEST_FACET, LONGEST_QUOTE = 120, 1000, 60, 600


@dataclass(frozen=True)
class Words:
    """What is shown of an answer, read again so that nobody is recognised; `said`: how many people said the same."""

    answer: UUID
    text: str
    side: Side = Side.FOR
    said: int = 1


@transaction.atomic
def add_code(*, consultation: Consultation, user: User, label: str, definition: str = "", facet: str = "") -> Code:
    """A line of the codebook. Raises NotPossible for an empty label, or one that is there."""
    row = prepare.locked(consultation)
    rules.check_facilitate(row, user)
    fields = checked(row, label, definition, facet)
    return Code.objects.create(consultation=row, created_at=clock.now(), **fields)


@transaction.atomic
def change_code(*, code: Code, user: User, label: str, definition: str = "", facet: str = "") -> Code:
    """Other words for the same code: what carries it still does."""
    row = prepare.locked(code.consultation)
    rules.check_facilitate(row, user)
    for name, value in checked(row, label, definition, facet, code).items():
        setattr(code, name, value)
    code.save()
    return code


@transaction.atomic
def remove_code(*, code: Code, user: User) -> None:
    """Raises NotPossible for a code that an answer carries, or that an item came from."""
    rules.check_facilitate(code.consultation, user)
    if code.codings.exists() or code.items.exists():
        raise NotPossible(_("This code is in use: take it off the answers first, or change its words."))
    code.delete()


def checked(row: Consultation, label: str, definition: str, facet: str, code: Code | None = None) -> dict[str, str]:
    fields = {
        "label": texts.clean_line(label),
        "definition": texts.clean(definition),
        "facet": texts.clean_line(facet),
    }
    if not fields["label"]:
        raise NotPossible(_("Give the code a name."))
    longest = {"label": LONGEST_LABEL, "definition": LONGEST_DEFINITION, "facet": LONGEST_FACET}
    for name, most in longest.items():
        if len(fields[name]) > most:
            raise NotPossible(_("Shorten this text: it has more than %(most)s signs.") % {"most": most})
    others = Code.objects.filter(consultation=row)
    if code is not None:
        others = others.exclude(pk=code.pk)
    if fields["label"] == coding.NOTHING or others.filter(label__iexact=fields["label"]).exists():
        raise NotPossible(_("A code of that name is there already."))
    return fields


@transaction.atomic
def code_answers(*, consultation: Consultation, user: User, ticks: Mapping[UUID, Collection[int]]) -> int:
    """What one coder reads in some answers; no code at all means read, and nothing to code. Returns how many.

    It replaces what the same coder read there before; another coder's reading is left alone. Raises NotPossible for an
    answer that is not open to coding, or for a code of another codebook.
    """
    row = prepare.locked(consultation)
    rules.check_facilitate(row, user)
    if set(ticks) - set(coding.readable(row).filter(pk__in=list(ticks)).values_list("pk", flat=True)):
        raise NotPossible(_("This answer cannot be coded: its round is still open, or it is empty."))
    known = set(coding.codebook(row).values_list("pk", flat=True))
    if set().union(*ticks.values()) - known:
        raise NotPossible(_("This code is not one of this codebook."))
    nothing = none_code(row)
    Coding.objects.filter(coder=user, answer__in=list(ticks)).delete()
    Coding.objects.bulk_create(
        Coding(code_id=code, answer_id=answer, coder=user)
        for answer, codes in ticks.items()
        for code in (sorted(codes) or [nothing.pk])
    )
    return len(ticks)


def none_code(row: Consultation) -> Code:
    """Read, and nothing to code: it is not the same as not read."""
    made, _made = Code.objects.get_or_create(
        consultation=row, label=coding.NOTHING, defaults={"created_at": clock.now()}
    )
    return made


@transaction.atomic
def item_of_codes(
    *,
    consultation: Consultation,
    user: User,
    text: str,
    codes: Iterable[Code],
    type: ItemType = ItemType.SCALE,  # noqa: A002  # the field's name
    settings: dict[str, Any] | None = None,
) -> Item:
    """An item for a later round, that remembers where it came from. Raises NotPossible without a code."""
    origins = list(codes)
    if not origins:
        raise NotPossible(_("Choose the codes that the item comes from."))
    if any(code.consultation_id != consultation.pk for code in origins):
        raise NotPossible(_("This code is not one of this codebook."))
    return prepare.add_item(
        consultation=consultation, user=user, type=type, text=text, settings=settings, origins=origins
    )


@transaction.atomic
def write_quotes(*, item: Item, user: User, words: Iterable[Words]) -> list[Quote]:
    """The words that stand beside an item, whole: what is not among them is shown no more.

    Raises NotPossible for words whose author did not allow it, that are empty, or too long.
    """
    row = prepare.locked(item.consultation)
    rules.check_facilitate(row, user)
    given = {one.answer: one for one in words}
    allowed = set(
        Answer.objects.filter(pk__in=list(given), may_quote=True, item__consultation=row).values_list("pk", flat=True)
    )
    if set(given) - allowed:
        raise NotPossible(_("The author of these words did not allow them to be shown."))
    Quote.objects.filter(item=item).exclude(answer__in=list(given)).delete()
    made = [write_quote(item, one) for one in given.values()]
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return made


def write_quote(item: Item, words: Words) -> Quote:
    text = texts.clean_line(words.text)
    if not text:
        raise NotPossible(_("Write the words to be shown, or untick them."))
    if len(text) > LONGEST_QUOTE:
        raise NotPossible(_("Shorten these words: 600 signs at most are shown."))
    fields = {"text": text, "side": Side(words.side), "said": max(1, words.said)}
    made, _made = Quote.objects.update_or_create(item=item, answer_id=words.answer, defaults=fields)
    return made
