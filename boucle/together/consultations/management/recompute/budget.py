"""`boucle recompute budget`: who is funded, from a Pabulib file (docs/reference/recompute-budget.md)."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from boucle.together.consultations.engine import allocation, equal_shares, pabulib, payments, sentences

HELP = "Which projects a budget funds, and why, from a Pabulib file (.pb)."
GREEDY, NO_SKIP, EQUAL_SHARES = RULES = ("greedy", "greedy-no-skip", "equal-shares")
# What the file itself may declare: Pabulib's names.
DECLARED = {
    "greedy": GREEDY,
    "greedy-threshold": GREEDY,
    "greedy-no-skip": NO_SKIP,
    "equalshares/add1": EQUAL_SHARES,
}
MONEY = ("cost", "left_before", "paid_most", "supporters_have")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.pb")
    parser.add_argument("--rule", choices=RULES, help="the rule that the file declares, when this is not given")
    parser.add_argument("--threshold", type=natural, help="fewest points of a project; by default what the file says")
    parser.add_argument(
        "--incompatible", nargs=2, action="append", default=[], metavar="ID", help="two projects, not both"
    )
    parser.add_argument("--satisfaction", choices=equal_shares.SATISFACTIONS, default=payments.COST)
    parser.add_argument("--step", type=natural, help="by how much equal shares raise each share; 1 is add1")


def natural(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ArgumentTypeError(_("“%(value)s” is not a whole number, 0 or more.") % {"value": text})
    return int(text)


def run(options: dict[str, Any]) -> dict[str, Any]:
    try:
        election = pabulib.read(text_of(options["file"]))
    except sentences.Refusal as refusal:
        raise CommandError(_(refusal.sentence) % refusal.values) from None
    rule = options["rule"] or declared(election)
    asked = problem(election, options)
    return answer(election, asked, rule, allocate(asked, rule, election, options))


def text_of(path: str) -> str:
    """The text of a file in UTF-8."""
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        sentence = _("“%(path)s” cannot be read: %(reason)s.")
        raise CommandError(sentence % {"path": path, "reason": error.strerror}) from None
    except UnicodeDecodeError:
        raise CommandError(_("“%(path)s” is not in UTF-8: save it again in this encoding.") % {"path": path}) from None


def declared(election: pabulib.Election) -> str:
    name = election.meta.get("rule", "")
    if name not in DECLARED:
        sentence = _("The file declares the rule “%(rule)s”: say which one to use with --rule.")
        raise CommandError(sentence % {"rule": name})
    return DECLARED[name]


def problem(election: pabulib.Election, options: dict[str, Any]) -> allocation.Problem:
    costs = {project.id: project.cost for project in election.projects}
    pairs = [(one, other) for one, other in options["incompatible"]]
    for name in (name for pair in pairs for name in pair):
        if name not in costs:
            raise CommandError(_("No project is called “%(name)s”.") % {"name": name})
    threshold = election.threshold if options["threshold"] is None else options["threshold"]
    return allocation.problem(costs, election.given, election.budget, threshold=threshold, incompatible=pairs)


def allocate(
    asked: allocation.Problem, rule: str, election: pabulib.Election, options: dict[str, Any]
) -> allocation.Allocation:
    if rule != EQUAL_SHARES:
        return allocation.greedy(asked, skips=rule == GREEDY)
    if options["step"] == 0:
        raise CommandError(_("--step is at least 1."))
    step = options["step"] and options["step"] * election.unit
    return equal_shares.allocate(asked, satisfaction=options["satisfaction"], step=step)


def answer(
    election: pabulib.Election, asked: allocation.Problem, rule: str, found: allocation.Allocation
) -> dict[str, Any]:
    return {
        "winners": list(found.winners),
        "votes": dict(zip(asked.ids, asked.votes, strict=True)),
        "points": dict(zip(asked.ids, asked.points, strict=True)),
        "spent": election.money(found.spent),
        "budget": election.money(election.budget),
        "rule": rule,
        "explained": {name: figures(election, reason) for name, reason in found.explained.items()},
    }


def figures(election: pabulib.Election, reason: allocation.Reason) -> dict[str, Any]:
    found: dict[str, Any] = reason.figures()
    return {key: election.money(value) if key in MONEY else value for key, value in found.items()}
