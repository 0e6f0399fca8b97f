"""The simple vote and the straw poll: counts, shares, quorum, majorities; consent, consensus and majority side by
side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

YES, NO, ABSTAIN = "yes", "no", "abstain"
SIMPLE, ABSOLUTE, QUALIFIED = "simple", "absolute", "qualified"
EXPRESSED, CAST, PANEL = "expressed", "cast", "panel"
TWO_THIRDS = Fraction(2, 3)


@dataclass(frozen=True)
class Poll:
    """What was answered. Shares go from 0 to 1; None where they would divide by nothing (nobody voted, no panel)."""

    counts: dict[str, int]
    cast: int
    panel: int
    share_of_cast: dict[str, float | None]
    share_of_panel: dict[str, float | None]
    leading: tuple[str, ...]  # more than one: tied; none: nobody voted


@dataclass(frozen=True)
class Quorum:
    needed: int
    reached: int
    met: bool


@dataclass(frozen=True)
class Verdict:
    """`reason` is a code: adopted, too_few, tied, no_quorum, nobody_voted; or, of consent and consensus, objected,
    not_all."""

    met: bool
    reason: str
    yes: int
    no: int
    abstain: int
    needed: int


@dataclass(frozen=True)
class Compared:
    """The same votes by three rules: nobody says no, everybody says yes, more yes than no."""

    consent: Verdict
    consensus: Verdict
    majority: Verdict


def poll(votes: Iterable[str], options: Sequence[str], panel: int) -> Poll:
    """Counts the votes, one option each. `panel`: how many were invited. An unknown option is a ValueError."""
    counted = Counter(votes)
    if unknown := counted.keys() - set(options):
        raise ValueError(f"no such option: {sorted(unknown)}")
    counts = {option: counted[option] for option in options}
    cast = counted.total()
    best = max(counts.values(), default=0)
    return Poll(
        counts=counts,
        cast=cast,
        panel=panel,
        share_of_cast=shares(counts, cast),
        share_of_panel=shares(counts, panel),
        leading=tuple(option for option in options if best and counts[option] == best),
    )


def shares(counts: dict[str, int], whole: int) -> dict[str, float | None]:
    return {option: number / whole if whole else None for option, number in counts.items()}


def quorum(cast: int, panel: int, *, share: Fraction = Fraction(0), number: int = 0) -> Quorum:
    """At least `share` of the panel (rounded up) and at least `number` people; abstentions are votes."""
    needed = max(number, ceiling(share * panel))
    return Quorum(needed, cast, cast >= needed)


def decide(
    found: Poll,
    *,
    majority: str = SIMPLE,
    base: str = EXPRESSED,
    share: Fraction = TWO_THIRDS,
    quorate: Quorum | None = None,
) -> Verdict:
    """Is a yes-or-no question adopted?

    Simple: more yes than no. Absolute: more than half of the base. Qualified: at least `share` of the base. The base
    is what was expressed (abstentions left out, the French custom), every vote cast, or the whole panel. As many yes
    as no is `tied` and does not adopt, whatever the majority. Whole numbers and fractions throughout: two thirds of 9
    is 6, exactly.
    """
    yes, no, abstain = (found.counts.get(option, 0) for option in (YES, NO, ABSTAIN))
    whole = {EXPRESSED: yes + no, CAST: found.cast, PANEL: found.panel}[base]
    needed = {SIMPLE: no + 1, ABSOLUTE: whole // 2 + 1, QUALIFIED: max(1, ceiling(share * whole))}[majority]
    if not found.cast:
        reason = "nobody_voted"
    elif quorate and not quorate.met:
        reason = "no_quorum"
    elif yes == no:
        reason = "tied"
    else:
        reason = "adopted" if yes >= needed else "too_few"
    return Verdict(reason == "adopted", reason, yes, no, abstain, needed)


def compare(found: Poll, *, quorate: Quorum | None = None) -> Compared:
    """Consent: nobody says no (who abstains lets it pass). Consensus: every vote is a yes. Majority: more yes than no.

    With no vote at all nothing is agreed, and silence is not consent; all abstaining is consent with nobody for it.
    """
    majority = decide(found, quorate=quorate)
    yes, no, abstain = majority.yes, majority.no, majority.abstain
    closed = majority.reason if majority.reason in ("nobody_voted", "no_quorum") else ""
    consent = closed or ("objected" if no else "adopted")
    consensus = closed or ("adopted" if yes == found.cast else "objected" if no else "not_all")
    return Compared(
        consent=Verdict(consent == "adopted", consent, yes, no, abstain, 0),
        consensus=Verdict(consensus == "adopted", consensus, yes, no, abstain, found.cast),
        majority=majority,
    )


def ceiling(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
