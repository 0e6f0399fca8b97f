"""Dates as reports write them: `20 Mai 2020`, `CONNECTEUR – 3 JUILLET 2020`, `12/05/2020`."""

import re
from datetime import date

from boucle.foundation.core import text

MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
WRITTEN = re.compile(rf"\b(\d{{1,2}})(?:er)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")
NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
LONGEST_HEADING = 60


def read(line: str) -> str:
    """ISO 8601 of the first date of a line; empty when there is none, or it does not exist."""
    folded = text.fold(line)
    written = WRITTEN.search(folded)
    if written:
        return iso(int(written[3]), MONTHS.index(written[2]) + 1, int(written[1]))
    numbers = NUMBERS.search(folded)
    return iso(int(numbers[3]), int(numbers[2]), int(numbers[1])) if numbers else ""


def iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def is_heading(line: str) -> bool:
    """A short line that says a day and, at most, what was held: it stands above the sessions of that day."""
    bare = line.strip("#* \t")
    if not bare or len(bare) > LONGEST_HEADING or not read(bare) or bare.endswith((".", "?", ":", ";")):
        return False
    rest = WRITTEN.sub("", NUMBERS.sub("", text.fold(bare))).strip(" –—-")
    return not rest or bare.isupper() or rest in {"le", "journee du", "seance du"}
