"""Two coders, or more, read the same open answers: how far they put the same codes on them.

An answer may carry several codes. Each code is therefore its own question, "is it there?", asked of every answer that
at least two coders have read; an answer that a coder has not read is missing for them, which is not the same as read
and left without a code.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from boucle.together.consultations.engine import agreement

Reading = Mapping[str, Collection[str]]  # answer: its codes, none for "read, nothing to code"; not there: not read


@dataclass(frozen=True)
class Code:
    name: str
    answers: int  # read by two coders or more
    uses: dict[str, int]  # coder: on how many of these answers
    percent: float | None  # share of pairs of coders that agree, 0 to 1; None without such answers
    kappa: float | None  # Cohen's, of two coders; None with another number of them, or where there is no variety
    alpha: float | None  # Krippendorff's, nominal; None where there is no variety


@dataclass(frozen=True)
class Coding:
    coders: tuple[str, ...]
    answers: int
    codes: tuple[Code, ...]  # by name
    percent: float | None  # over all codes together: each code on each answer is one decision
    alpha: float | None


def compare(readings: Mapping[str, Reading], codebook: Collection[str] = ()) -> Coding:
    """Agreement for each code of the codebook, and for each that is used without being in it; and over all.

    `readings`: coder: what they made of the answers. One coder, no answer or no code are results with None in them.
    """
    coders = tuple(sorted(readings))
    answers = twice_read(readings)
    names = sorted(
        set(codebook) | {code for coder in coders for answer in answers for code in codes(readings, coder, answer)}
    )
    decisions = {name: [decide(readings, coders, answer, name) for answer in answers] for name in names}
    together = [unit for units in decisions.values() for unit in units]
    return Coding(
        coders=coders,
        answers=len(answers),
        codes=tuple(code(name, coders, units) for name, units in decisions.items()),
        percent=agreement.percent(together),
        alpha=agreement.krippendorff(together),
    )


def twice_read(readings: Mapping[str, Reading]) -> list[str]:
    every = sorted({answer for reading in readings.values() for answer in reading})
    return [answer for answer in every if sum(answer in reading for reading in readings.values()) > 1]


def codes(readings: Mapping[str, Reading], coder: str, answer: str) -> Collection[str]:
    return readings[coder].get(answer, ())


def decide(readings: Mapping[str, Reading], coders: Sequence[str], answer: str, name: str) -> list[bool | None]:
    """What each coder says of one code on one answer; None: not read."""
    return [name in readings[coder][answer] if answer in readings[coder] else None for coder in coders]


def code(name: str, coders: Sequence[str], units: Sequence[Sequence[bool | None]]) -> Code:
    uses = {coder: sum(bool(unit[place]) for unit in units) for place, coder in enumerate(coders)}
    columns = [[int(bool(unit[place])) for unit in units] for place in range(len(coders))]
    return Code(
        name=name,
        answers=len(units),
        uses=uses,
        percent=agreement.percent(units),
        kappa=agreement.kappa(columns[0], columns[1]) if len(coders) == 2 else None,
        alpha=agreement.krippendorff(units),
    )
