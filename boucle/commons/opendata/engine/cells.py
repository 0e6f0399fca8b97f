"""Cells as values: decimal commas, dates, long titles, what stands in for what is missing."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from boucle.foundation.core import text

DECIMAL = re.compile(r"^[+-]?\d{1,3}[.,]\d+$|^[+-]?\d{1,3}$")
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y")
TITLE = 120
TECHNICAL = re.compile(r"^@|^ref:|^osm|^source|^id$|^fid$|^lat$|^lon$|^geom", re.IGNORECASE)


def degrees(value: str) -> str:
    """A latitude or longitude with a point: `45,77` becomes `45.77`; anything else stays for the form to refuse."""
    squeezed = value.replace("\u00a0", "").replace(" ", "").replace("°", "")
    return squeezed.replace(",", ".") if DECIMAL.match(squeezed) else value


def date(value: str) -> str:
    """A date as the form takes it: `31/12/2026` becomes `2026-12-31`."""
    day = value.split("T")[0].split(" ")[0]
    for pattern in DATES:
        try:
            return datetime.strptime(day, pattern).date().isoformat()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return value


def cut_title(title: str) -> tuple[str, str]:
    """A title that fits, cut between two words, and the whole of it when it did not."""
    title = text.clean_line(title)
    if len(title) <= TITLE:
        return title, ""
    return title[: TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…", title


def leftovers(cells: Mapping[str, str], used: Iterable[str]) -> str:
    """The columns that nothing else takes, one a line: what a row without description still says."""
    taken = set(used)
    kept = [(name, value) for name, value in cells.items() if name not in taken and not TECHNICAL.search(name)]
    return "\n".join(f"- {name} : {value}" for name, value in kept)


def postal_code(value: str) -> str:
    """`1000` stays Belgian; a French code that a spreadsheet shortened (`1000` of 01000) is told by its commune."""
    return value.split(".")[0].strip()


def key(values: Iterable[object]) -> str:
    """What recognises a row that has no identifier: its title and place, folded."""
    said = "\n".join(" ".join(text.words(str(value))) for value in values)
    return "sha256:" + hashlib.sha256(said.encode()).hexdigest()[:40]
