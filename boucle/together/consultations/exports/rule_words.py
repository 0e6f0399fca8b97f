"""The rule of decision in sentences that can be said aloud; the rule itself is what counts, and is published beside."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from boucle.together.consultations.enums import BallotType, Method
from boucle.together.consultations.models import Consultation

Rule = Mapping[str, Any]


def sentences(consultation: Consultation) -> list[str]:
    """How the consultation decides, from the rule as it is now."""
    found = list(WORDS[Method(consultation.method)](consultation.rule))
    if consultation.quorum:
        found.append(
            _("At least %(count)s people must take part; otherwise nothing is decided.") % n(consultation.quorum)
        )
    return found


def n(count: float) -> dict[str, str]:
    return {"count": shown(count)}


def shown(number: float) -> str:
    """In the reader's manner: 1 250, 0,5."""
    places = 0 if number == int(number) else len(f"{number:g}".partition(".")[2])
    return number_format(number, places, use_l10n=True, force_grouping=True)


def percent(share: float) -> dict[str, str]:
    return {"share": shown(round(share * 100, 1))}


def delphi(rule: Rule) -> Iterator[str]:
    low, high = rule.get("scale", (1, 9))
    yield _("Each proposal gets a mark from %(low)s to %(high)s, or “no opinion”.") % {
        "low": shown(low),
        "high": shown(high),
    }
    yield from spread(rule.get("consensus") or {})
    yield from conditions(rule)
    yield from sides(rule)
    yield from steadiness(rule.get("stability") or {"histogram_below": 0.15})
    yield _("With fewer than %(count)s opinions there is no verdict.") % n(rule.get("minimum_answers", 2))
    yield _("A proposal that is settled is not asked again. Agreement, stability and who left are told apart.")


def spread(consensus: Rule) -> Iterator[str]:
    if consensus.get("iqr_at_most") is not None:
        yield _("The group agrees with itself when the middle half of its marks spans %(count)s at most.") % n(
            consensus["iqr_at_most"]
        )
    if consensus.get("sd_at_most") is not None:
        yield _("The standard deviation of the marks is %(count)s at most.") % n(consensus["sd_at_most"])
    if consensus.get("share_at_least") is not None:
        yield _("At least %(share)s %% give the commonest mark.") % percent(consensus["share_at_least"])


def conditions(rule: Rule) -> Iterator[str]:
    seventy = rule.get("seventy_fifteen")
    if seventy is not None:
        shares = {
            "most": shown(100 * seventy.get("in_at_least", 0.7)),
            "least": shown(100 * seventy.get("out_below", 0.15)),
        }
        yield (
            _("At least %(most)s %% give a high mark, and fewer than %(least)s %% a low one; or the reverse.") % shares
        )
    if rule.get("ipras"):
        yield _("The marks do not split in two camps, by the test of RAND/UCLA (IPRAS).")
    if rule.get("coefficient_of_variation"):
        yield _("The coefficient of variation is %(count)s at most.") % n(rule["coefficient_of_variation"]["at_most"])


def sides(rule: Rule) -> Iterator[str]:
    for_it, against = rule.get("agreement"), rule.get("disagreement")
    if for_it:
        yield _("It is for a proposal when half of the marks reach %(count)s or more.") % n(for_it["median_at_least"])
    if against:
        yield _("It is against it when half of the marks are %(count)s or less.") % n(against["median_at_most"])


def steadiness(stability: Rule) -> Iterator[str]:
    if stability.get("histogram_below") is not None:
        yield _("A result is steady when less than %(share)s %% of the marks move between two rounds.") % percent(
            stability["histogram_below"]
        )
    if stability.get("kappa_at_least") is not None:
        yield _("A result is steady when people agree with their former selves: kappa of %(count)s or more.") % n(
            stability["kappa_at_least"]
        )


def opinions(rule: Rule) -> Iterator[str]:
    yield _("One statement at a time: agree, disagree or pass. Your last answer on a statement counts.")
    yield _("Whoever answers %(count)s statements or more is placed on the map.") % n(rule.get("minimum_votes", 7))
    yield _("No group of opinions has fewer than %(count)s people.") % n(rule.get("minimum_group", 5))
    yield _("“No clear groups” is a possible result. The map decides nothing: it shows what divides and what joins.")


BALLOTS: dict[str, Callable[[Rule], str]] = {
    BallotType.DOTS: lambda rule: _("Each person has %(count)s dots.") % n(rule.get("points", 2)),
    BallotType.APPROVAL: lambda rule: _("Each person ticks everything that they approve."),
    BallotType.CUMULATIVE: lambda rule: _("Each person shares %(count)s points.") % n(rule.get("points", 10)),
    BallotType.KNAPSACK: lambda rule: _("Each person fills a basket that fits the budget."),
    BallotType.RANKING: lambda rule: _("Each person ranks what they prefer."),
}


def budget(rule: Rule) -> Iterator[str]:
    yield BALLOTS[rule["ballot"]](rule)
    if rule["ballot"] in (BallotType.DOTS, BallotType.CUMULATIVE) and rule.get("per_item"):
        yield _("At most %(count)s of them go to one line.") % n(rule["per_item"])
    yield allocation(rule)
    if rule.get("minimum_votes"):
        yield _("Nothing is kept with fewer than %(count)s votes.") % n(rule["minimum_votes"])
    yield _("A ballot on paper counts as one on a screen.")


def allocation(rule: Rule) -> str:
    if rule["allocation"] == "most-votes":
        return _("The %(count)s lines with the most votes are kept.") % n(rule.get("winners", 1))
    money = n(rule.get("budget", 0))
    if rule["allocation"] == "equal-shares":
        return _("The budget of %(count)s is split in equal shares among those who vote, who pay together.") % money
    if rule["allocation"] == "greedy":
        return _("By votes, within a budget of %(count)s; what no longer fits is skipped.") % money
    return _("By votes, within a budget of %(count)s; the first that no longer fits ends the list.") % money


def consent(rule: Rule) -> Iterator[str]:
    yield _("A proposal passes when nobody says no: not everybody has to love it, nobody may be harmed by it.")
    yield _("An objection has a reason. It is taken into the text, lifted by whoever raised it, or upheld.")
    yield _("An objection that is upheld stops the proposal.")
    yield _("What is decided is looked at again after %(count)s months.") % n(rule.get("review_months", 12))


MAJORITIES: dict[str, Callable[[], str]] = {
    "simple": lambda: _("It passes with more yes than no. Who abstains is not counted."),
    "absolute": lambda: _("It passes with more than half of the yes and no together."),
    "two-thirds": lambda: _("It passes with two thirds of the yes and no together."),
}


def vote(rule: Rule) -> Iterator[str]:
    yield MAJORITIES[rule.get("majority", "simple")]()
    if rule.get("quorum_share"):
        yield _("At least %(share)s %% of those invited must vote.") % {"share": rule["quorum_share"]}


WORDS: dict[Method, Callable[[Rule], Iterator[str]]] = {
    Method.DELPHI: delphi,
    Method.OPINIONS: opinions,
    Method.BUDGET: budget,
    Method.CONSENT: consent,
    Method.VOTE: vote,
}
