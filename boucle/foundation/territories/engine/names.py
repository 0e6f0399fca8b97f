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
HINT = re.compile(r"^(?:.*,)?([^,(]+)[,(]([^,)]+)\)?$")
OFFICIAL_CODE = re.compile(r"^(?:BE-\d{5}|\d{5}|2[AB]\d{3}|\d{9})$", re.IGNORECASE)
MOST_READINGS = 6
ORDINAL = re.compile(r"^(\d+)(?:er|e|eme|ere|nd|nde)$")


@dataclass(frozen=True)
class Asked:
    """What typed text asks for; an empty string where it says nothing."""

    name: str = ""  # folded
    postal_code: str = ""
    code: str = ""  # official: 69266
    department: str = ""  # 93, 2A, or a folded name: haute vienne


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
    """The ways to read what was typed, the likeliest first; the first that finds something is right."""
    line = text.clean_line(typed[:LONGEST])
    plain, hinted = [Asked(name=fold(line))], hinted_readings(line)
    found = [*postal_readings(line), *(hinted + plain if line.endswith(")") else plain + hinted)]
    if "," in line:
        found += [Asked(name=fold(part)) for part in reversed(line.split(","))][:2]
    if OFFICIAL_CODE.match(line):
        found.append(Asked(code=line.upper()))
    told = [asked for asked in found if asked != Asked() and (asked.name or not asked.department)]
    return list(dict.fromkeys(told))[:MOST_READINGS]


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
    """`Saint-Denis (93)`, `Saint-Denis 93`, `Tulle, Corrèze`, `Saint-Denis (Réunion)`."""
    numbered, told = DEPARTMENT.search(line), HINT.match(line)
    found = [Asked(name=fold(line[: numbered.start()]), department=numbered[1].upper())] if numbered else []
    return [*found, Asked(name=fold(told[1]), department=fold(told[2]))] if told else found


def pieces(folded: str) -> tuple[str, str]:
    """A beginning and an end of a name, one of which survives any single slip: a letter lost, added, changed, or two
    neighbours swapped."""
    half = len(folded) // 2
    return folded[:half], folded[half + 1 :]
