"""The rule of a Delphi, read from the JSON that was written before its first round, and locked by it.

Thresholds hold to within 1e-9, so that 0.4 − 0.1 is at most 0.3. All conditions that a rule states must hold together.

- `scale`: [low, high], low < high. It has no default.
- `step`: distance between two marks of the scale, for distributions. 1 where that makes at most 21 marks, else a
  tenth of the scale. An answer between two marks counts for the nearest, up at halves.
- `quantile`: a method of `quantiles.METHODS`; "linear".
- `agreement`: {"median_at_least": x}, from which an item with consensus is agreed.
- `disagreement`: {"median_at_most": x}, up to which an item with consensus is rejected.
- `consensus`: one or more of {"iqr_at_most": x, "sd_at_most": x, "share_at_least": 0 to 1, of the commonest mark}
  (Giannarou & Zervas 2014 use the three together, with 0.51). A rule states this key or another condition of consensus:
  `seventy_fifteen`, `ipras`, `coefficient_of_variation`; or, for choices alone, `choice_share_at_least`.
- `seventy_fifteen`: {"in_at_least": 0.70, "out_below": 0.15, "high": [7, 9], "low": [1, 3]}: these values, of COMET
  (Williamson et al., Trials 2012), are the defaults, "high" and "low" on [1, 9] only. In: at least 70 % in "high" and
  under 15 % in "low"; out: the mirror. In or out is a condition of consensus, in of agreement, out of disagreement.
- `ipras`: true: consensus needs that RAND/UCLA's IPRAS sees no disagreement. On [1, 9] only.
- `coefficient_of_variation`: {"at_most": x}, a condition of consensus.
- `choice_share_at_least`: share of the commonest option from which a choice is agreed; 0.66.
- `minimum_answers`: under so many opinions the verdict is "too_few"; 2, since nobody agrees alone.
- `minimum_cell`: a stakeholder group with fewer opinions is hidden; 5.
- `stability`: one or more of {"histogram_below": 0 to 1, "kappa_at_least": −1 to 1, "coefficient_change_at_most": x},
  and "kappa_weights": "quadratic", the default, or "linear". Default: {"histogram_below": 0.15} (Scheibe, Skutsch &
  Schofer 1975; Dajani, Sincoff & Talley 1979).
- `stop`: one or both of {"rounds_at_most": n, "when_stable": true}; 3 rounds. Consensus is no reason to stop (von der
  Gracht 2012).
- `drop`: verdicts by which an item is settled and leaves the next round; ["agreed", "rejected"].
"""

from collections.abc import Mapping
from math import inf
from typing import Any

from boucle.together.consultations.engine import quantiles
from boucle.together.consultations.engine.delphi_terms import (
    RAND_SCALE,
    Consensus,
    Rule,
    SeventyFifteen,
    Stability,
    Stop,
    Verdict,
)
from boucle.together.consultations.engine.rule_reading import Reader
from boucle.together.consultations.engine.sentences import Refusal, gettext_noop

MARKS_AT_MOST = 1001  # of a scale: a distribution is looked at by people
SPAN_OF_WHOLE_MARKS = 20
WEIGHTS = ("quadratic", "linear")
Range = tuple[float, float]


def parse(written: Any) -> Rule:
    """The rule of a JSON object. Raises Refusal, a ValueError whose sentence names the key that is wrong."""
    if not isinstance(written, Mapping):
        raise Refusal(gettext_noop("The rule is a JSON object: names and values between braces."))
    reader = Reader(written)
    scale = reader.range("scale")
    rule = Rule(
        scale=scale,
        step=step(reader, scale),
        quantile=quantiles.check(reader.take("quantile", "linear")),
        median_at_least=only(reader, "agreement", "median_at_least", *scale),
        median_at_most=only(reader, "disagreement", "median_at_most", *scale),
        consensus=consensus(reader),
        seventy_fifteen=seventy_fifteen(reader, scale),
        ipras=reader.flag("ipras"),
        coefficient_at_most=only(reader, "coefficient_of_variation", "at_most", 0, inf),
        choice_share_at_least=reader.number("choice_share_at_least", 0.66, 0, 1),
        minimum_answers=reader.whole("minimum_answers", 2),
        minimum_cell=reader.whole("minimum_cell", 5),
        stability=stability(reader),
        stop=stop(reader),
        drop=drop(reader),
    )
    reader.close()
    check_together(reader, rule)
    return rule


def step(reader: Reader, scale: Range) -> float:
    span = scale[1] - scale[0]
    usual = 1.0 if span <= SPAN_OF_WHOLE_MARKS and span == round(span) else span / 10
    step = reader.number("step", usual)
    if not 0 < step <= span or span / step > MARKS_AT_MOST - 1 or abs(span / step - round(span / step)) > 1e-9:
        sentence = gettext_noop("“%(key)s” cuts the scale into equal steps: a whole number of them, %(most)s at most.")
        reader.refuse("step", sentence, most=MARKS_AT_MOST - 1)
    return step


def only(reader: Reader, name: str, key: str, low: float, high: float) -> float | None:
    """The value of a key that holds an object with one key of its own; None where it is not stated."""
    part = reader.part(name)
    if not reader.states(name):
        return None
    value = part.optional(key, low, high)
    part.close()
    if value is None:
        part.refuse(key, gettext_noop("“%(key)s” is missing."))
    return value


def consensus(reader: Reader) -> Consensus:
    part = reader.part("consensus")
    found = Consensus(
        iqr_at_most=part.optional("iqr_at_most", 0),
        sd_at_most=part.optional("sd_at_most", 0),
        share_at_least=part.optional("share_at_least", 0, 1),
    )
    part.close()
    return found


def seventy_fifteen(reader: Reader, scale: Range) -> SeventyFifteen | None:
    part = reader.part("seventy_fifteen")
    if not reader.states("seventy_fifteen"):
        return None
    found = SeventyFifteen(
        in_at_least=part.number("in_at_least", 0.70, 0, 1),
        out_below=part.number("out_below", 0.15, 0, 1),
        high=band(part, "high", (7.0, 9.0), scale),
        low=band(part, "low", (1.0, 3.0), scale),
    )
    part.close()
    if found.high[0] <= found.low[1]:
        part.refuse("high", gettext_noop("“%(key)s” is wholly above “low”."))
    if found.in_at_least < found.out_below:
        part.refuse("in_at_least", gettext_noop("“%(key)s” is not less than “out_below”."))
    return found


def band(part: Reader, name: str, usual: Range, scale: Range) -> Range:
    if not part.states(name) and scale == RAND_SCALE:
        part.take(name)
        return usual
    low, high = part.range(name)
    if low < scale[0] or high > scale[1]:
        part.refuse(name, gettext_noop("“%(key)s” leaves the scale."))
    return low, high


def stability(reader: Reader) -> Stability:
    part = reader.part("stability")
    found = Stability(
        histogram_below=part.optional("histogram_below", 0, 1),
        kappa_at_least=part.optional("kappa_at_least", -1, 1),
        coefficient_change_at_most=part.optional("coefficient_change_at_most", 0),
        kappa_weights=part.among("kappa_weights", WEIGHTS, WEIGHTS[0]),
    )
    part.close()
    thresholds = (found.histogram_below, found.kappa_at_least, found.coefficient_change_at_most)
    return found if any(each is not None for each in thresholds) else Stability(kappa_weights=found.kappa_weights)


def stop(reader: Reader) -> Stop:
    part = reader.part("stop")
    most = part.whole("rounds_at_most", 3) if part.states("rounds_at_most") else part.take("rounds_at_most")
    found = Stop(rounds_at_most=most, when_stable=part.flag("when_stable"))
    part.close()
    return found if found != Stop(None) else Stop()


def drop(reader: Reader) -> frozenset[Verdict]:
    names = reader.take("drop", [Verdict.AGREED, Verdict.REJECTED])
    known = {str(verdict) for verdict in Verdict}
    if not isinstance(names, list) or not all(isinstance(name, str) and name in known for name in names):
        sentence = gettext_noop("“%(key)s” is a list of verdicts: %(known)s.")
        reader.refuse("drop", sentence, known=", ".join(Verdict))
    return frozenset(Verdict(name) for name in names)


def check_together(reader: Reader, rule: Rule) -> None:
    """What no key shows alone."""
    if rule.ipras and rule.scale != RAND_SCALE:
        reader.refuse("ipras", gettext_noop("“%(key)s” holds on the scale [1, 9] only."))
    low, high = rule.median_at_most, rule.median_at_least
    if low is not None and high is not None and low >= high:
        sentence = gettext_noop("“%(key)s” is less than “agreement.median_at_least”.")
        reader.refuse("disagreement.median_at_most", sentence)
    if not (rule.states_consensus or reader.states("choice_share_at_least")):
        sentence = gettext_noop("“%(key)s” is missing: the condition under which people agree, as in “iqr_at_most”: 3.")
        reader.refuse("consensus", sentence)
