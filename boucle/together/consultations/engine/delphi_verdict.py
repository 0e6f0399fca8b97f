"""The rule applied to figures: the verdict on an item, what leaves the next round, when rounds end.

A verdict speaks of consensus alone. Whether opinions have ceased to move is `stability`, who left is `dropout`.
"""

from collections.abc import Collection, Iterator
from enum import StrEnum

from boucle.together.consultations.engine.delphi_summary import TOLERANCE, Summary
from boucle.together.consultations.engine.delphi_terms import Rule, SeventyFifteen, Verdict


class Ending(StrEnum):
    """Why there is no next round. Codes are stable."""

    SETTLED = "settled"  # no item is left to ask
    STABLE = "stable"  # the rule stops when every open item is
    ROUNDS = "rounds"  # the rule's greatest number of rounds


def verdict(stats: Summary, rule: Rule) -> Verdict:
    """Total: every summary has one. "too_few" comes before all else."""
    if stats.n < max(1, rule.minimum_answers):
        return Verdict.TOO_FEW
    if not (rule.states_consensus and all(consensus_conditions(stats, rule))):
        return Verdict.NO_CONSENSUS
    if is_met(agreement_conditions(stats, rule)):
        return Verdict.AGREED
    return Verdict.REJECTED if is_met(disagreement_conditions(stats, rule)) else Verdict.UNDECIDED


def choice_verdict(n: int, share: float | None, is_tied: bool, rule: Rule) -> Verdict:
    """Of a choice among options: agreed when one option, and no other, has the share that the rule asks for."""
    if n < max(1, rule.minimum_answers) or share is None:
        return Verdict.TOO_FEW
    is_agreed = not is_tied and at_least(share, rule.choice_share_at_least)
    return Verdict.AGREED if is_agreed else Verdict.NO_CONSENSUS


def is_settled(found: Verdict, rule: Rule) -> bool:
    """Whether the item leaves the next round."""
    return found in rule.drop


def ending(rounds_done: int, open_items_stable: Collection[bool | None], rule: Rule) -> Ending | None:
    """Why the Delphi stops after `rounds_done` rounds; None: it goes on.

    `open_items_stable`: for each item that is not settled, whether its answers are stable; None: not known yet.
    """
    if rounds_done and not open_items_stable:
        return Ending.SETTLED
    if rule.stop.when_stable and all(open_items_stable) and open_items_stable:
        return Ending.STABLE
    most = rule.stop.rounds_at_most
    return Ending.ROUNDS if most is not None and rounds_done >= most else None


def consensus_conditions(stats: Summary, rule: Rule) -> Iterator[bool]:
    asked = rule.consensus
    yield at_most(stats.iqr, asked.iqr_at_most)
    yield at_most(stats.sd, asked.sd_at_most)
    yield at_least(stats.commonest_share, asked.share_at_least)
    yield at_most(stats.coefficient_of_variation, rule.coefficient_at_most)
    if rule.ipras:
        yield stats.is_ipras_disagreement is False
    if rule.seventy_fifteen:
        yield is_in(stats, rule.seventy_fifteen) or is_out(stats, rule.seventy_fifteen)


def agreement_conditions(stats: Summary, rule: Rule) -> Iterator[bool]:
    if rule.median_at_least is not None:
        yield at_least(stats.median, rule.median_at_least)
    if rule.seventy_fifteen:
        yield is_in(stats, rule.seventy_fifteen)


def disagreement_conditions(stats: Summary, rule: Rule) -> Iterator[bool]:
    if rule.median_at_most is not None:
        yield at_most(stats.median, rule.median_at_most)
    if rule.seventy_fifteen:
        yield is_out(stats, rule.seventy_fifteen)


def is_met(conditions: Iterator[bool]) -> bool:
    """A side for which the rule states nothing is never taken."""
    found = list(conditions)
    return bool(found) and all(found)


def is_in(stats: Summary, asked: SeventyFifteen) -> bool:
    return at_least(stats.high_share, asked.in_at_least) and is_below(stats.low_share, asked.out_below)


def is_out(stats: Summary, asked: SeventyFifteen) -> bool:
    return at_least(stats.low_share, asked.in_at_least) and is_below(stats.high_share, asked.out_below)


def at_least(value: float | None, threshold: float | None) -> bool:
    """No threshold is always met; a figure that is not defined meets none."""
    return threshold is None or (value is not None and value >= threshold - TOLERANCE)


def at_most(value: float | None, threshold: float | None) -> bool:
    return threshold is None or (value is not None and value <= threshold + TOLERANCE)


def is_below(value: float | None, threshold: float) -> bool:
    return value is not None and value < threshold - TOLERANCE
