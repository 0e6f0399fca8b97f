"""Open answers and their codes, as coders see them: without a name, without an order that tells who came first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from boucle.foundation.accounts.models import User
from boucle.together.consultations.engine import coding as engine
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Answer, Code, Coding, Consultation, Item, Quote
from boucle.together.consultations.queries import delphi_lineage

NOTHING = "–"  # the label of "read, and nothing to code"


@dataclass(frozen=True)
class Open:
    """An open question: how many answers, how many this coder has read."""

    item: Item
    answers: int
    read: int

    @property
    def is_done(self) -> bool:
        return self.read >= self.answers


@dataclass(frozen=True)
class Text:
    """One open answer. `codes` are this coder's; `is_read` without codes: nothing to code."""

    answer: Answer
    codes: frozenset[int]
    is_read: bool


@dataclass(frozen=True)
class Candidate:
    """Words that may be quoted beside an item; `quote` is what is shown of them now. `group` is empty where it is so
    small that its name would tell who speaks, to the facilitator too."""

    answer: Answer
    text: str
    group: str
    quote: Quote | None


def readable(consultation: Consultation) -> QuerySet[Answer]:
    """Open answers that were sent, of rounds that are closed: an answer still open to change is not coded."""
    sent = Answer.objects.filter(
        item__consultation=consultation,
        item__type=ItemType.OPEN,
        sheet__is_sent=True,
        sheet__round__closed_at__isnull=False,
    )
    return sent.exclude(Q(value=None) | Q(value=""))


def codebook(consultation: Consultation) -> QuerySet[Code]:
    """Each code with `answers`, how many carry it, and `made`, how many items came from it."""
    rows = consultation.codes.exclude(label=NOTHING)
    return rows.annotate(answers=Count("codings__answer", distinct=True), made=Count("items", distinct=True)).order_by(
        "facet", "label", "id"
    )


def open_items(consultation: Consultation, coder: User) -> list[Open]:
    """Two queries."""
    rows = readable(consultation).order_by().values("item").annotate(all=Count("pk"))
    counts = {row["item"]: row["all"] for row in rows}
    mine = readable(consultation).filter(codings__coder=coder).order_by().values("item")
    read = {row["item"]: row["all"] for row in mine.annotate(all=Count("pk", distinct=True))}
    items = consultation.items.filter(pk__in=counts).order_by("number")
    return [Open(item, counts[item.pk], read.get(item.pk, 0)) for item in items]


def texts(answers: QuerySet[Answer] | list[Answer], coder: User) -> list[Text]:
    """Answers with what this coder read in them: one query more."""
    rows = list(answers)
    codes: dict[UUID, set[int]] = {}
    mine = Coding.objects.filter(coder=coder, answer__in=rows).select_related("code")
    for row in mine:
        found = codes.setdefault(row.answer_id, set())
        if row.code.label != NOTHING:
            found.add(row.code_id)
    return [Text(row, frozenset(codes.get(row.pk, ())), row.pk in codes) for row in rows]


def agreement(consultation: Consultation) -> engine.Coding | None:
    """How far the coders agree; None while no answer was read by two of them."""
    rows = Coding.objects.filter(code__consultation=consultation).values_list("coder", "answer", "code__label")
    readings: dict[str, dict[str, set[str]]] = {}
    for coder, answer, label in rows:
        codes = readings.setdefault(str(coder), {}).setdefault(str(answer), set())
        codes |= {label} - {NOTHING}
    labels = list(codebook(consultation).values_list("label", flat=True))
    found = engine.compare(readings, labels)
    return found if found.answers else None


def names(found: engine.Coding, coder: User) -> Mapping[str, str]:
    """Coders by letter, so that one judges the codes and not the person; the reader of the page is told apart."""
    others = [key for key in found.coders if key != str(coder.pk)]
    return {key: chr(ord("A") + place) for place, key in enumerate([str(coder.pk), *others]) if key in found.coders}


def candidates(item: Item) -> list[Candidate]:
    """Open answers that carry a code of the item, and reasons given about the item itself, as their authors allow."""
    allowed = Answer.objects.filter(may_quote=True, sheet__is_sent=True, sheet__round__closed_at__isnull=False)
    coded = Q(pk__in=Coding.objects.filter(code__items=item).values("answer"))
    rows = allowed.filter(coded | (Q(item=item) & ~Q(reason=""))).select_related("item", "sheet__voice__group")
    quotes = {quote.answer_id: quote for quote in Quote.objects.filter(item=item)}
    named = delphi_lineage.named_groups(item.consultation, item.consultation.minimum_cell)
    return [
        Candidate(row, words(row), group_name(row) if group_name(row) in named else "", quotes.get(row.pk))
        for row in rows.order_by("item__number", "id").distinct()
    ]


def words(answer: Answer) -> str:
    said: Any = answer.value if answer.item.type == ItemType.OPEN else answer.reason
    return str(said)


def group_name(answer: Answer) -> str:
    group = answer.sheet.voice.group
    return group.name if group is not None else ""
