"""`boucle recompute dominos services.csv dependencies.csv schedule.csv`: what falls, when, for whom, and why.

The columns and the keys are described in docs/reference/recompute-dominos.md.
"""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from boucle.before.dominos.engine import cells, model, reading, reading_plan, sheets
from boucle.before.dominos.engine import run as engine
from boucle.before.dominos.engine.measures import Measure
from boucle.before.dominos.engine.model import Model
from boucle.before.dominos.engine.timeline import NEVER
from boucle.before.dominos.management.recompute import shapes
from boucle.foundation.core import sentences

Found = TypeVar("Found")

HELP = "What fails when something is cut, how long after, for whom and why, from three CSV files."
DAY = 24 * 60  # minutes after the last outage, by default
LONGEST = 10 * 366 * DAY
COLUMNS = {
    "services": "id, name, kind, network, place, people, vulnerability, restart, tranche, vital",
    "dependencies": "service, supplier, gate, k, group, autonomy, autonomy_min, autonomy_max, failure, refill",
    "schedule": "service or tranche, from, to, event",
}


@dataclass(frozen=True)
class Question:
    """What was read: the territory, what is cut, and what may be changed."""

    town: Model
    plan: reading_plan.Plan
    measures: list[Measure]
    problems: dict[str, list[sheets.Problem]]


def add_arguments(parser: ArgumentParser) -> None:
    for name, columns in COLUMNS.items():
        parser.add_argument(name, type=Path, metavar=f"{name}.csv", help=f"columns: {columns}")
    parser.add_argument(
        "--measures", type=Path, metavar="FILE", help="columns: measure, service, change, value, supplier, price"
    )
    parser.add_argument("--hours", type=minutes, help="how long one looks; 24 hours after the last outage by default")
    parser.add_argument("--draws", type=natural, default=0, metavar="N", help="draws of the autonomies (0)")
    parser.add_argument("--seed", type=natural, default=0, metavar="N", help="of the draws (0)")
    parser.add_argument("--rank", type=natural, default=0, metavar="N", help="the N services that cost most alone")
    parser.add_argument("--tornado", action="store_true", help="which autonomies matter most")
    parser.add_argument("--why", action="append", default=[], metavar="ID", help="the chain behind its first loss")
    parser.add_argument("--workers", type=natural, default=1, metavar="N", help="processes; 0: one per processor (1)")


def natural(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(_("“%(value)s” is not a whole number, 0 or more.") % {"value": text})
    return int(text)


def minutes(text: str) -> int:
    found = cells.hour(text) * 60
    if not 1 <= found <= LONGEST:
        raise ArgumentTypeError(_("“%(value)s” is no number of hours, from a minute to ten years.") % {"value": text})
    return round(found)


def run(options: Mapping[str, Any]) -> dict[str, Any]:
    """What is printed as JSON. Raises CommandError with a sentence for a file that cannot be read."""
    asked = read(options)
    horizon = options["hours"] or usual(asked.plan)
    losses = engine.run(asked.town, asked.plan.outages, horizon)
    how = {"workers": options["workers"] or None}
    found = shapes.shape(asked.town, asked.plan, losses)
    found["set_aside"] = {name: [shapes.problem(one) for one in told] for name, told in asked.problems.items()}
    if options["measures"]:
        found["measures"] = shapes.measures(asked.town, asked.plan, horizon, asked.measures)
    if options["draws"]:
        found["bands"] = shapes.bands(asked.town, asked.plan, horizon, options["draws"], options["seed"], how)
    if options["rank"]:
        found["ranking"] = shapes.ranking(asked.town, horizon, options["rank"], how)
    if options["tornado"]:
        found["tornado"] = shapes.tornado(asked.town, asked.plan, horizon)
    if options["why"]:
        found["why"] = {
            one: shapes.why(asked.town, asked.plan, losses, row_of(asked.town, one)) for one in options["why"]
        }
    return found


def read(options: Mapping[str, Any]) -> Question:
    territory = opened(
        options["services"],
        lambda first: opened(options["dependencies"], lambda second: reading.territory(first, second)),
    )
    problems = dict(territory.problems)
    plan = opened(options["schedule"], lambda file: reading_plan.schedule(file, territory.services))
    problems["schedule"] = plan.problems
    measures: list[Measure] = []
    if path := options["measures"]:
        measures, problems["measures"] = opened(path, lambda file: reading_plan.read_measures(file, territory.services))
    return Question(model.compile(territory.services, territory.dependencies), plan, measures, problems)


def opened(path: Path, take: Callable[[BinaryIO], Found]) -> Found:
    try:
        with path.open("rb") as file:
            return take(file)
    except OSError as error:
        sentence = _("“%(path)s” cannot be read: %(reason)s.")
        raise CommandError(sentence % {"path": error.filename or path, "reason": error.strerror}) from None
    except sentences.Refusal as refusal:
        said = _(refusal.sentence) % refusal.values
        raise CommandError(_("“%(path)s”: %(said)s") % {"path": path, "said": said}) from None


def usual(plan: reading_plan.Plan) -> int:
    """A day after the last beginning or end of an outage, in minutes."""
    ends = np.where(plan.outages.end == NEVER, plan.outages.start, plan.outages.end)
    return int(ends.max(initial=0)) + DAY


def row_of(town: Model, one: str) -> int:
    try:
        return town.services.ids.index(one)
    except ValueError:
        raise CommandError(_("No service has the id “%(value)s”.") % {"value": one}) from None
