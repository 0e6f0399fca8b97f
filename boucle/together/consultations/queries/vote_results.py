"""The simple vote and the straw poll: what was answered, whether enough people came, what the rule makes of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from boucle.together.consultations.engine import tally
from boucle.together.consultations.enums import AGREE, DISAGREE, Access, ItemType
from boucle.together.consultations.models import Answer, Consultation, Item, Sheet
from boucle.together.consultations.queries import cells, finding

ANSWERS = {AGREE: tally.YES, DISAGREE: tally.NO, 0: tally.ABSTAIN, None: tally.ABSTAIN}
STANDS = (tally.YES, tally.NO, tally.ABSTAIN)
BLANK = "blank"
MAJORITIES = {"simple": tally.SIMPLE, "absolute": tally.ABSOLUTE, "two-thirds": tally.QUALIFIED}
SHARES = {"absolute": Fraction(1, 2), "two-thirds": Fraction(2, 3)}


@dataclass(frozen=True)
class Cast:
    """One sent sheet: what it says by number of item."""

    is_paper: bool
    group_id: int | None
    answers: dict[int, Any]


@dataclass(frozen=True)
class Stand:
    """A proposal: yes, no, or neither; the verdict of the rule, and what two other rules would say."""

    item: Item
    poll: tally.Poll
    quorum: tally.Quorum
    verdict: tally.Verdict
    compared: tally.Compared
    families: dict[int | None, Counter[str] | None]


@dataclass(frozen=True)
class Choice:
    """A question with answers to choose among: how many chose each, of how many people; `blank`: chose none of them."""

    item: Item
    options: list[str]
    counts: list[int]
    people: int
    blank: int
    quorum: tally.Quorum
    leading: list[int]
    is_chosen: bool  # one alone, with what the rule asks for
    families: dict[int | None, Counter[str] | None]


def sheets(consultation: Consultation) -> list[Cast]:
    """Of the last round, in the order of what they say."""
    round_ = finding.last_round(consultation)
    if round_ is None:
        return []
    rows = Answer.objects.filter(sheet__round=round_, sheet__is_sent=True, item__is_withdrawn=False)
    said: dict[Any, dict[int, Any]] = {}
    for sheet, number, value in rows.order_by("item__number").values_list("sheet_id", "item__number", "value"):
        said.setdefault(sheet, {})[number] = value
    sent = Sheet.objects.filter(round=round_, is_sent=True).values_list("pk", "voice__is_paper", "voice__group_id")
    cast = [Cast(is_paper, group, said.get(pk, {})) for pk, is_paper, group in sent]
    return sorted(cast, key=lambda one: (str(sorted(one.answers.items())), one.is_paper, one.group_id or 0))


def results(consultation: Consultation, cast: list[Cast]) -> list[Stand | Choice]:
    """In the order in which things were asked; open questions are no votes."""
    round_ = finding.last_round(consultation)
    if round_ is None:
        return []
    panel = whole(consultation)
    found: list[Stand | Choice] = []
    for item in finding.items_of(round_):
        if item.type in (ItemType.PROPOSAL, ItemType.STATEMENT):
            found.append(stand(consultation, item, cast, panel))
        elif item.type in (ItemType.CHOICE, ItemType.OPTION):
            found.append(choice(consultation, item, cast, panel))
    return found


def whole(consultation: Consultation) -> int:
    """Of whom a quorum is a share: those invited, or those whom it concerns."""
    if consultation.access == Access.PANEL:
        return consultation.panel.filter(invited_on__isnull=False).count()
    return consultation.population or consultation.contribution.territory.population or 0


def enough(consultation: Consultation, people: int, panel: int) -> tally.Quorum:
    share = Fraction(consultation.rule.get("quorum_share") or 0, 100)
    return tally.quorum(people, panel, share=share, number=consultation.quorum or 0)


def stand(consultation: Consultation, item: Item, cast: list[Cast], panel: int) -> Stand:
    said = [(one.group_id, ANSWERS[one.answers[item.number]]) for one in cast if item.number in one.answers]
    poll = tally.poll([answer for _group, answer in said], STANDS, panel)
    quorum = enough(consultation, poll.cast, panel)
    verdict = tally.decide(poll, majority=MAJORITIES[consultation.rule.get("majority", "simple")], quorate=quorum)
    families = by_family(consultation, [(group, [answer]) for group, answer in said])
    return Stand(item, poll, quorum, verdict, tally.compare(poll, quorate=quorum), families)


def choice(consultation: Consultation, item: Item, cast: list[Cast], panel: int) -> Choice:
    options = [str(name) for name in item.settings.get("options", [])] or [item.text]
    said = [(one.group_id, chosen(item, one.answers[item.number])) for one in cast if item.number in one.answers]
    counted = Counter(at for _group, places in said for at in places)
    counts = [counted[at] for at in range(len(options))]
    quorum = enough(consultation, len(said), panel)
    most = max(counts, default=0)
    leading = [at for at, count in enumerate(counts) if most and count == most]
    families = by_family(consultation, [(group, [str(at) for at in places] or [BLANK]) for group, places in said])
    return Choice(
        item=item,
        options=options,
        counts=counts,
        people=len(said),
        blank=sum(1 for _group, places in said if not places),
        quorum=quorum,
        leading=leading,
        is_chosen=quorum.met and len(leading) == 1 and reaches(consultation, most, said),
        families=families,
    )


def chosen(item: Item, value: Any) -> list[int]:
    """Places of the options that an answer takes."""
    if item.type == ItemType.OPTION:
        return [0] if value else []
    return [int(at) for at in value] if isinstance(value, list) else []


def reaches(consultation: Consultation, most: int, said: list[tuple[int | None, list[int]]]) -> bool:
    """More than half, or two thirds, of those who chose something; with a simple majority the first one is enough."""
    majority = consultation.rule.get("majority", "simple")
    expressed = sum(1 for _group, places in said if places)
    if majority not in SHARES:
        return True
    return most > SHARES[majority] * expressed if majority == "absolute" else most >= SHARES[majority] * expressed


def by_family(
    consultation: Consultation, said: Iterable[tuple[int | None, list[str]]]
) -> dict[int | None, Counter[str] | None]:
    """Answers of each family, None where it is too small; nothing where nobody is in a family."""
    rows = list(said)
    sizes = Counter(group for group, _answers in rows)
    if not set(sizes) - {None}:
        return {}
    told = cells.shown(sizes, consultation.minimum_cell)
    found: dict[int | None, Counter[str] | None] = {group: Counter() if group in told else None for group in sizes}
    for group, answers in rows:
        counter = found[group]
        if counter is not None:
            counter.update(answers)
    return found
