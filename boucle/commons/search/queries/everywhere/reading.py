"""Reads a search of everything from a URL. Nothing typed there is an error: what is not understood is said."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from boucle.commons.search.queries import reading
from boucle.commons.search.queries.filter_everywhere import Everywhere, kinds
from boucle.foundation.situations.enums import Phase
from boucle.foundation.territories.models import Territory

VIEWS = ("dates",)
SENT = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII)
WRITTEN = re.compile(r"(?P<day>\d\d?)[-/. ](?P<month>\d\d?)[-/. ](?P<year>\d{4})", re.ASCII)
OLDEST = date(1970, 1, 2)


def parse(query: reading.Query, territory: Territory) -> tuple[Everywhere, list[str]]:
    """The search that a URL asks for in a territory, and one sentence for each thing that was left out."""
    found = Reading(query, territory, reading.first_kind())
    return found.everywhere(), found.sentences


class Reading(reading.Reading):
    """One URL being read, with what only a search of every kind understands."""

    def everywhere(self) -> Everywhere:
        fields: dict[str, Any] = {"q": self.text("q")[: reading.LONGEST_QUESTION], "ou": self.text("ou")}
        place = self.where()
        fields |= {name: value for name, value in place.items() if name != "is_around_me"}
        fields |= {"kind": self.chosen_kind(), "phase": self.phase(), "theme": self.theme()}
        fields |= {"situation": self.situation(), **self.days()}
        fields |= self.distance(fields)
        fields |= {"view": self.text("vue") if self.text("vue") in VIEWS else ""}
        fields |= self.sort(bool(fields["q"]) and not fields["view"], has_point=False)
        return Everywhere(self.territory, **fields, after=self.after(fields["sort"]))

    def chosen_kind(self) -> str:
        typed = self.text("quoi")
        if typed and typed not in {kind.code for kind in kinds()}:
            self.say(_("Nothing is called “%(kind)s” here: everything is searched.") % {"kind": typed[:40]})
            return ""
        return typed

    def phase(self) -> str:
        typed = self.text("moment")
        if typed and typed not in Phase.values:
            offered = {"values": ", ".join(Phase.values)}
            self.say(_("The moment is one of these: %(values)s. Every moment is shown.") % offered)
            return ""
        return typed

    def days(self) -> dict[str, date | None]:
        """The first day and the last one; exchanged when they come in the wrong order."""
        first, last = self.day("du"), self.day("au")
        if first and last and first > last:
            self.say(_("The first day comes after the last one: they were exchanged."))
            first, last = last, first
        return {"first": first, "last": last}

    def day(self, name: str) -> date | None:
        typed = self.text(name)
        found = written_day(typed)
        if typed and found is None:
            said = {"typed": typed[:40]}
            self.say(_("“%(typed)s” is not a date: write it like 31/01/2026. Every date is shown.") % said)
        return found


def written_day(typed: str) -> date | None:
    """A day as browsers send it, or as people write it; None for anything else."""
    found = SENT.fullmatch(typed) or WRITTEN.fullmatch(typed)
    try:
        day = date(**{name: int(number) for name, number in found.groupdict().items()}) if found else None
    except ValueError:
        return None
    return day if day and OLDEST <= day < date.max else None
