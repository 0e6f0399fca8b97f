"""`boucle recompute sortition`: a panel by lot, from its pool and quotas (docs/reference/recompute-sortition.md)."""

import csv
import io
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from boucle.together.consultations.engine import quotas, sentences, sortition
from boucle.together.consultations.management.recompute import budget

HELP = "A panel drawn by lot under quotas, with everyone's probability, from two CSV files and a public seed."
QUOTA_COLUMNS = ("category", "value", "min", "max")

Rows = Iterator[tuple[int, dict[str, str]]]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pool", metavar="POOL.csv", help="columns: id, then one for each category")
    parser.add_argument("quotas", metavar="QUOTAS.csv", help="columns: category, value, min, max")
    parser.add_argument("--seed", type=int, required=True, help="a public number: the same one draws the same panel")
    parser.add_argument("--size", type=budget.natural, help="people on the panel; by default the middle of the quotas")


def run(options: dict[str, Any]) -> dict[str, Any]:
    try:
        asked = quotas.parse_quotas(rows(options["quotas"], QUOTA_COLUMNS))
        categories = sorted({quota.category for quota in asked})
        pool = quotas.parse_pool(rows(options["pool"], ("id", *categories)), asked)
        found = sortition.draw(pool, asked, options["seed"], options["size"])
    except sentences.Refusal as refusal:
        raise CommandError(_(refusal.sentence) % refusal.values) from None
    return answer(found, pool, asked, options["seed"])


def rows(path: str, needed: tuple[str, ...]) -> Rows:
    """Lines of a CSV file, cells separated by commas or semicolons; what is missing at the end of a line is empty."""
    text = budget.text_of(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        columns = [cell.strip() for cell in next(reader, [])]
        for name in needed:
            if name not in columns:
                sentence = _("“%(path)s”: the column “%(column)s” is missing from the first line.")
                raise CommandError(sentence % {"path": path, "column": name})
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
                yield reader.line_num, dict(zip(columns, padded, strict=False))
    except csv.Error:
        sentence = _("“%(path)s”, line %(line)s: this is not CSV.")
        raise CommandError(sentence % {"path": path, "line": reader.line_num}) from None


def answer(found: sortition.Drawn, pool: quotas.Pool, asked: tuple[quotas.Quota, ...], seed: int) -> dict[str, Any]:
    counts = quotas.tally(found.panel, pool)
    return {
        "panel": list(found.panel),
        "probabilities": found.probabilities,
        "maximin": found.maximin,
        "never": list(found.never),
        "absent": [{"category": category, "value": value} for category, value in found.absent],
        "quotas": [
            {
                "category": quota.category,
                "value": quota.value,
                "min": quota.least,
                "max": quota.most,
                "drawn": counts[quota.category, quota.value],
            }
            for quota in asked
        ],
        "size": len(found.panel),
        "seed": seed,
    }
