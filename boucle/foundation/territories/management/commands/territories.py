"""`boucle territories`: lists, borders, basins, and who is open."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from boucle.foundation.territories import actions, data, queries
from boucle.foundation.territories.models import Territory

SHOWN = 20  # labels of a report that are worth a line


class Command(BaseCommand):
    help = "Loads the lists of communes, their borders and basins; opens a territory; finds a place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        load = verbs.add_parser("load", help="load the shipped lists of territories")
        load.add_argument("--country", nargs="+", default=list(data.COUNTRIES), metavar="CODE")
        load.add_argument("--departments", type=lambda text: text.split(","), default=[], metavar="19,23,87")
        outlines = verbs.add_parser("outlines", help="load borders from a GeoJSON file")
        outlines.add_argument("file", type=Path)
        opening = verbs.add_parser("open", help="open a territory: people are in charge there")
        opening.add_argument("code")
        basin = verbs.add_parser(
            "basin", help="group communes that share a risk: their codes, or those of what holds them"
        )
        basin.add_argument("name")
        basin.add_argument("codes", nargs="+", metavar="code")
        find = verbs.add_parser("find", help="say which communes a text means")
        find.add_argument("text", nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(options)

    def load(self, options: dict[str, Any]) -> None:
        departments = [code.strip().upper() for code in options["departments"] if code.strip()]
        try:
            places = data.places(countries=[code.upper() for code in options["country"]], departments=departments)
        except data.NotInLists as error:
            raise CommandError(_("The lists do not hold “%(code)s”.") % {"code": error}) from None
        report = actions.load(places=places)
        self.stdout.write(
            _("%(added)d territories added, %(changed)d changed, %(unchanged)d as they were.") % vars(report)
        )

    def outlines(self, options: dict[str, Any]) -> None:
        report = actions.set_outlines(features=features(options["file"]))
        for line, labels in (
            (_("%(count)d borders loaded."), report.drawn),
            (_("%(count)d were not valid and have been repaired: %(labels)s"), report.repaired),
            (_("%(count)d belong to no known territory: %(labels)s"), report.unknown),
            (_("%(count)d are not surfaces on the Earth and were set aside: %(labels)s"), report.refused),
            (_("%(count)d came twice; the first was kept: %(labels)s"), report.doubled),
        ):
            if labels or labels is report.drawn:
                self.stdout.write(line % {"count": len(labels), "labels": listed(labels)})
        if not report.drawn:
            raise CommandError(_("No border of this file belongs to a known territory."))

    def open(self, options: dict[str, Any]) -> None:
        territory = actions.open_territory(territory=known(options["code"]))
        self.stdout.write(_("%(name)s is open: /t/%(slug)s/") % vars(territory))

    def basin(self, options: dict[str, Any]) -> None:
        communes = list({row.pk: row for code in options["codes"] for row in queries.members(known(code))}.values())
        try:
            basin = actions.make_basin(name=options["name"], communes=communes)
        except actions.WrongBasin:
            raise CommandError(_("A basin has a name and groups communes.")) from None
        self.stdout.write(
            _("%(name)s groups %(count)d communes; its code is %(code)s.")
            % {"name": basin.name, "count": len(communes), "code": basin.code}
        )

    def find(self, options: dict[str, Any]) -> None:
        found = queries.find(" ".join(options["text"]))
        for candidate in found.candidates:
            row = candidate.territory
            postal = " ".join(candidate.postal_codes)
            self.stdout.write(f"{row.code}\t{row.name}\t{candidate.department}\t{postal}")
        if not found.candidates:
            raise CommandError(_("No commune is called so."))


def features(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file, or one sentence that says why there are none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
        ) from None
    except (ValueError, RecursionError):
        raise CommandError(_("The file %(path)s is not JSON.") % {"path": path}) from None
    found = content.get("features") if isinstance(content, dict) else None
    if isinstance(content, dict) and content.get("type") == "Feature":
        found = [content]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CommandError(_("The file %(path)s is not a GeoJSON collection of features.") % {"path": path})
    return found


def known(code: str) -> Territory:
    territory = queries.by_code(code.strip()) or queries.by_slug(code.strip())
    if territory is None:
        raise CommandError(
            _("No territory has the code “%(code)s”. Load the lists first: boucle territories load") % {"code": code}
        )
    return territory


def listed(labels: Sequence[str]) -> str:
    more = len(labels) - SHOWN
    return "; ".join(labels[:SHOWN]) + (f" … (+{more})" if more > 0 else "")
