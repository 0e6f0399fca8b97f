"""`boucle risks import FILE --plan SLUG`: the risks of a plan's communes, from the national list of their country."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from boucle.before.plans.actions import risk_import as actions
from boucle.before.plans.actions.entry_import import Report
from boucle.before.plans.models import Section
from boucle.before.plans.queries import whole_plan
from boucle.commons.opendata.enums import Outcome
from boucle.foundation.lifecycle.rules import NotPossible


class Command(BaseCommand):
    help = "Imports the risks of a plan's communes from a GASPAR file; run again it makes no double."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
        bring = verbs.add_parser("import", help="takes the rows of the plan's communes, says what became of each row")
        bring.add_argument("file", type=Path, help="CSV of Géorisques, any usual encoding and delimiter")
        bring.add_argument("--plan", required=True, metavar="SLUG", help="the plan, as in its address")
        bring.add_argument("--section", default="", metavar="REFERENCE", help="default: the first that lists risks")
        bring.add_argument("--dry-run", action="store_true", help="looks at every row, writes nothing")
        bring.add_argument("--json", action="store_true", help="prints the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            section = section_of(options["plan"], options["section"])
            report = read(options["file"], section, options["dry_run"])
        except NotPossible as error:
            raise CommandError(str(error)) from None
        self.print_json(report) if options["json"] else self.print_lines(report)

    def print_json(self, report: Report) -> None:
        counts = {outcome.value: count for outcome, count in report.counts()}
        rows = [
            {"row": row.line, "outcome": row.outcome.value, "title": row.title, "sentence": row.sentence}
            for row in report.rows
        ]
        told = {"dry_run": report.is_trial, "total": len(rows), "counts": counts, "rows": rows}
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def print_lines(self, report: Report) -> None:
        for row in report.rows:
            if row.outcome == Outcome.ASIDE:
                self.stdout.write(f"{row.line}\t{row.title}\t{row.sentence}")
        words = ", ".join(f"{outcome.label} {count}" for outcome, count in report.counts())
        self.stdout.write(_("%(total)s rows: %(words)s.") % {"total": len(report.rows), "words": words})


def section_of(slug: str, reference: str) -> Section:
    plan = whole_plan.by_slug(slug)
    if plan is None:
        raise CommandError(_("No plan has the address “%(slug)s”.") % {"slug": slug})
    if not reference:
        return actions.section_of(plan)
    section = plan.sections.select_related("plan__territory").filter(contribution__reference=reference).first()
    if section is None:
        raise CommandError(_("The plan has no section “%(reference)s”.") % {"reference": reference})
    return section


def read(path: Path, section: Section, is_trial: bool) -> Report:
    try:
        with path.open("rb") as file:
            return actions.bring_in_risks(section=section, user=None, file=file, is_trial=is_trial)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": error.filename, "why": error.strerror}
        ) from None
