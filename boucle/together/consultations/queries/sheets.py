"""The sheet of one voice: what a round asks, what is answered, what comes next."""

from dataclasses import dataclass

from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Answer, Item, Round, Sheet, Voice
from boucle.together.consultations.queries import finding


@dataclass(frozen=True)
class Line:
    """`place` counts from 1 among its like; `answer` is None while nothing was answered."""

    item: Item
    place: int
    answer: Answer | None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True)
class Filled:
    """A sheet as it stands: `lines` one by one, `options` together on a ballot."""

    round: Round
    sheet: Sheet | None
    lines: tuple[Line, ...]
    options: tuple[Line, ...]

    @property
    def total(self) -> int:
        return len(self.lines) + bool(self.options)

    @property
    def done(self) -> int:
        return sum(line.is_answered for line in self.lines) + self.has_ballot

    @property
    def share(self) -> int:
        """Percent of what is asked."""
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def has_ballot(self) -> bool:
        return any(line.is_answered for line in self.options)

    @property
    def missing(self) -> int:
        return self.total - self.done

    @property
    def is_sent(self) -> bool:
        return self.sheet is not None and self.sheet.is_sent

    def line(self, number: int) -> Line | None:
        """The line of an item, by the item's number."""
        return next((line for line in self.lines if line.item.number == number), None)

    def next(self, after: int = 0) -> Line | None:
        """The next line without an answer after a place, then from the top."""
        waiting = [line for line in self.lines if not line.is_answered and line.place != after]
        return next((line for line in waiting if line.place > after), waiting[0] if waiting else None)


def filled(voice: Voice, round_: Round) -> Filled:
    """Three queries: what is asked, the sheet, its answers."""
    items = finding.items_of(round_)
    sheet = finding.sheet(voice, round_)
    answers = {answer.item_id: answer for answer in sheet.answers.all()} if sheet is not None else {}
    options = [item for item in items if item.type == ItemType.OPTION]
    others = [item for item in items if item.type != ItemType.OPTION]
    return Filled(round_, sheet, numbered(others, answers), numbered(options, answers))


def numbered(items: list[Item], answers: dict[int, Answer]) -> tuple[Line, ...]:
    return tuple(Line(item, place, answers.get(item.pk)) for place, item in enumerate(items, start=1))


def former(voice: Voice, item: Item, round_: Round) -> Answer | None:
    """What the same voice said of the same item in the last round that it sent before this one."""
    sent = Answer.objects.filter(sheet__voice=voice, sheet__is_sent=True, item=item)
    return sent.filter(sheet__round__number__lt=round_.number).order_by("-sheet__round__number").first()


def sent(voice: Voice) -> list[Sheet]:
    """Every sheet that a voice sent, first round first."""
    found = Sheet.objects.filter(voice=voice, is_sent=True).select_related("round")
    return list(found.prefetch_related("answers__item").order_by("round__number"))
