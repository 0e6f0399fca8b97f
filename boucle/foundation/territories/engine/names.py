"""Names of places as people type them."""

import re
from dataclasses import dataclass

from boucle.foundation.core import text

LONGEST = 200  # signs that are read; nobody types a longer place
SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "cedex": ""}
ARTICLES = ("le", "la", "les", "l")
# The dots of "S.t" and the slash of "s/" are gone before this is read.
SLASH_FORMS = re.compile(r"\bs/s?\s?|\bs/", re.IGNORECASE)
POSTAL_CODE = re.compile(r"(?<!\d)(?:(?:F|B|FR|BE)[-\s])?(\d{2}\s?\d{3}|\d{4})(?!\d)", re.IGNORECASE)
DEPARTMENT = re.compile(r"(?<!\w)\(?(\d{2,3}|2[ab])\)?$", re.IGNORECASE)
ORDINAL = re.compile(r"^(\d+)(?:er|e|eme|ere|nd|nde)$")


@dataclass(frozen=True)
class Asked:
    """What typed text asks for; an empty string where it says nothing."""

    name: str = ""  # folded
    postal_code: str = ""
    department: str = ""  # 93, 2A


def fold(name: str) -> str:
    """`Saint-Étienne`, `ST ETIENNE` and `st.-etienne` all become `saint etienne`; at most 120 signs."""
    opened = SLASH_FORMS.sub("sur ", name[:LONGEST])
    words = [SHORT_FORMS.get(word, word) for word in text.words(opened)]
    return " ".join(ORDINAL.sub(r"\1", word) for word in words if word)[:120].rstrip()


def without_article(folded: str) -> str:
    """`le havre` is also looked for as `havre`; empty when there is no article."""
    first, _, rest = folded.partition(" ")
    return rest if first in ARTICLES and len(rest) > 2 else ""


def readings(typed: str) -> list[Asked]:
    """The ways to read what was typed, the likeliest first, at most four; the first that finds something is right."""
    line = text.clean_line(typed[:LONGEST])
    found = [*postal_readings(line), Asked(name=fold(line)), *hinted_readings(line)]
    if "," in line:
        found += [Asked(name=fold(part)) for part in reversed(line.split(","))][:2]
    told = [asked for asked in found if asked != Asked()]
    return list(dict.fromkeys(told))[:5]


def postal_readings(line: str) -> list[Asked]:
    """`69100`, `69100 Villeurbanne`, `Villeurbanne (69100)`, `12 rue des Lilas, 69100 Villeurbanne Cedex`."""
    matches = list(POSTAL_CODE.finditer(line))
    if not matches:
        return [Asked(postal_code=line)] if line.isascii() and line.isdigit() and 2 <= len(line) <= 5 else []
    last = matches[-1]
    code = re.sub(r"\s", "", last[1])
    name = fold(line[last.end() :]) or fold(re.split(r",", line[: last.start()])[-1])
    both = [Asked(name=name, postal_code=code)] if name else []
    return [*both, Asked(postal_code=code), *([Asked(name=name)] if name else [])]


def hinted_readings(line: str) -> list[Asked]:
    """`Saint-Denis (93)`, `Saint-Denis 93`."""
    match = DEPARTMENT.search(line)
    name = fold(line[: match.start()]) if match else ""
    return [Asked(name=name, department=match[1].upper())] if match and name else []


def pieces(folded: str) -> tuple[str, str]:
    """A beginning and an end of a name, one of which survives any single slip: a letter lost, added, changed, or two
    neighbours swapped."""
    half = len(folded) // 2
    return folded[:half], folded[half + 1 :]
