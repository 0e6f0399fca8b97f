"""The legal checklists that this installation knows, from `data/regimes`: read once, refused when one is wrong."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import orjson
from django.utils import formats, translation
from django.utils.translation import gettext as _

from boucle.before.plans.engine import regime_files
from boucle.before.plans.engine.regimes import Checklist, Regime, Version, Words
from boucle.before.plans.enums import Content, Discipline, MilestoneType
from boucle.foundation.core import clock
from boucle.foundation.situations.enums import Phase

FOLDER = Path(__file__).resolve().parents[1] / "data" / "regimes"
KNOWN = regime_files.Known(MilestoneType.values, Phase.values, Discipline.values, Content.values)
LONGEST_SHOWN = 30  # signs of what somebody typed, in a sentence about it


@lru_cache
def every() -> Mapping[str, Regime]:
    """By code, in the order of their country and code. Raises engine's WrongRegime, which names file and place."""
    found = [regime_files.read(orjson.loads(path.read_bytes()), KNOWN) for path in sorted(FOLDER.glob("*.json"))]
    found.sort(key=lambda regime: (regime.country != "FR", regime.country, regime.code))
    return {regime.code: regime for regime in found}


def find(code: str) -> Regime | None:
    return every().get(code)


def checklist(code: str, since: date) -> Checklist | None:
    """What the version that holds since that day asks; None when the regime, or this version of it, is not known."""
    regime = find(code)
    version = regime.version(since) if regime else None
    return regime.at(version) if regime and version else None


def newer(regime: Regime, since: date) -> Version | None:
    """The version in force today, when it is newer than the one of that day."""
    now = regime.in_force(clock.today())
    return now if now is not None and now.since > since else None


def problem(code: str, since: date) -> str:
    """Why there is no such checklist, in a sentence; empty when there is one."""
    regime = find(code)
    if regime is None:
        known = ", ".join(each.upper() for each in every())
        sentence = _("No legal list is called “%(code)s” here. Those known: %(known)s.")
        return sentence % {"code": code[:LONGEST_SHOWN], "known": known}
    if regime.version(since) is None:
        sentence = _("The list %(code)s has no version of %(day)s. Its versions: %(known)s.")
        known = ", ".join(day(each.since) for each in regime.versions)
        return sentence % {"code": code.upper(), "day": day(since), "known": known}
    return ""


def day(value: date) -> str:
    return formats.date_format(value, "DATE_FORMAT")


def say(words: Words) -> str:
    """In the reader's language."""
    return words.say(translation.get_language() or "fr")


def read_day(value: str) -> date | None:
    """A day as an address writes it, `2022-12-10`."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
