"""A consent process as people read it: its text and what changed, what was asked, felt and objected, and its end."""

from collections import Counter
from dataclasses import dataclass

from boucle.together.consultations.engine import pseudonyms, tally, wording
from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, ConsentStep, Fate, ItemType, RemarkType
from boucle.together.consultations.models import Answer, Consultation, Objection, Remark, Version, Voice

WORDS = {AGREE: tally.YES, DISAGREE: tally.NO, PASS: tally.ABSTAIN}


@dataclass(frozen=True)
class Spoken:
    """A remark or an objection, with the number of whoever said it."""

    row: Remark | Objection
    number: int
    is_mine: bool


@dataclass(frozen=True)
class Changed:
    """A version, and its lines beside those of the one before; none for the first."""

    version: Version
    lines: list[list[wording.Piece]]


@dataclass(frozen=True)
class Step:
    step: ConsentStep
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Told:
    """Everything that was said, without names; versions from the newest."""

    versions: list[Changed]
    questions: list[Spoken]
    reactions: list[Spoken]
    objections: list[Spoken]

    @property
    def current(self) -> Version | None:
        return self.versions[0].version if self.versions else None

    @property
    def standing(self) -> list[Spoken]:
        return [said for said in self.objections if said.row.fate == Fate.RAISED]  # type: ignore[union-attr]  # objections


@dataclass(frozen=True)
class Ending:
    """The same answers by three rules. `is_shown` is false below the smallest group that may be shown."""

    compared: tally.Compared
    answered: int
    upheld: int
    is_shown: bool

    @property
    def is_adopted(self) -> bool:
        """By consent: nobody says no, and no objection is upheld."""
        return self.compared.consent.met and not self.upheld


def steps(consultation: Consultation) -> list[Step]:
    """The way of the proposal, and where it is; all behind it once it is over."""
    order = list(ConsentStep)
    now = order.index(ConsentStep(consultation.step or ConsentStep.CLARIFY))
    is_over, is_open = consultation.is_over, consultation.opened_at is not None
    return [
        Step(step, is_over or (is_open and at < now), is_open and not is_over and at == now)
        for at, step in enumerate(order)
    ]


def told(consultation: Consultation, voice: Voice | None = None) -> Told:
    """Four queries, whatever the number of participants."""
    remarks = list(Remark.objects.filter(consultation=consultation).order_by("id"))
    objections = list(
        Objection.objects.filter(consultation=consultation).select_related("version", "resolved_in").order_by("id")
    )
    given = numbers(consultation, [*remarks, *objections])

    def spoken(rows: list[Remark] | list[Objection]) -> list[Spoken]:
        mine = voice.pk if voice else None
        found = [Spoken(row, given[str(row.voice_id)], row.voice_id == mine) for row in rows]
        return sorted(found, key=lambda said: (said.number, said.row.pk))

    return Told(
        versions=changes(list(consultation.versions.order_by("number"))),
        questions=spoken([row for row in remarks if row.type == RemarkType.QUESTION]),
        reactions=spoken([row for row in remarks if row.type == RemarkType.REACTION]),
        objections=spoken(objections),
    )


def numbers(consultation: Consultation, rows: list[Remark | Objection]) -> dict[str, int]:
    """Remarks come first: their steps are over before the first objection, so that no number ever moves."""
    salt = f"{consultation.contribution.uid}"
    return dict(pseudonyms.numbers(salt, (str(row.voice_id) for row in rows)))


def changes(versions: list[Version]) -> list[Changed]:
    found = [
        Changed(version, wording.compare(versions[at - 1].text, version.text) if at else [])
        for at, version in enumerate(versions)
    ]
    return found[::-1]


def ending(consultation: Consultation) -> Ending:
    """What the last question gave. Ask only once it may be shown."""
    values = Answer.objects.filter(
        sheet__round__consultation=consultation, sheet__is_sent=True, item__type=ItemType.PROPOSAL
    ).values_list("value", flat=True)
    votes = [WORDS[value] if value is not None else tally.ABSTAIN for value in values]
    found = tally.poll(votes, (tally.YES, tally.NO, tally.ABSTAIN), invited(consultation))
    quorate = tally.quorum(found.cast, found.panel, number=consultation.quorum or 0)
    upheld = Counter(consultation.objections.values_list("fate", flat=True))[Fate.UPHELD]
    return Ending(
        compared=tally.compare(found, quorate=quorate),
        answered=found.cast,
        upheld=upheld,
        is_shown=found.cast >= consultation.minimum_cell,
    )


def invited(consultation: Consultation) -> int:
    return consultation.panel.filter(left_on=None).count()


def answered(consultation: Consultation) -> int:
    """How many have answered the last question; never what."""
    return (
        Answer.objects.filter(
            sheet__round__consultation=consultation, sheet__is_sent=True, item__type=ItemType.PROPOSAL
        )
        .values("sheet__voice")
        .distinct()
        .count()
    )
