"""`boucle import FILE --territory CODE --situation NAME`: takes a file in, says of every row what became of it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import gettext as _

from boucle.commons.opendata import actions, queries, rules
from boucle.commons.opendata.enums import Outcome
from boucle.commons.opendata.models import ImportRun
from boucle.foundation.accounts.models import User
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

KIND = "initiative"


class Command(BaseCommand):
    help = "Imports a CSV or GeoJSON file; run again it makes no double."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (any usual encoding and delimiter) or GeoJSON")
        parser.add_argument("--territory", required=True, metavar="CODE", help="code or slug of the territory")
        parser.add_argument("--situation", default="", metavar="NAME", help="name or slug; left out: none")
        parser.add_argument("--kind", default=KIND, help="kind of contribution")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help='JSON: {"columns": {…}, "themes": {…}}')
        parser.add_argument("--theme", default="", metavar="SLUG", help="theme of the rows whose category is not known")
        parser.add_argument("--source", default="", help="where the rows come from, shown; default: the file's name")
        parser.add_argument(
            "--licence", default="", help="SPDX identifier; default: what the file says, else etalab-2.0"
        )
        parser.add_argument("--as", dest="user", default="", metavar="EMAIL", help="the coordinator who answers for it")
        parser.add_argument("--publish", action="store_true", help="publishes at once: the first wave, checked before")
        parser.add_argument("--dry-run", action="store_true", help="looks at every row, writes nothing")
        parser.add_argument("--json", action="store_true", help="prints the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = read(options)
        except rules.Refused as error:
            raise CommandError(str(error)) from None
        (actions.try_run if options["dry_run"] else actions.go)(run=run)
        while actions.take_batch(run_id=run.pk, limit=200):
            if options["verbosity"] > 1:
                self.stderr.write(f"{run.total - queries.counts(run)['waiting']} / {run.total}")
        self.print_json(run) if options["json"] else self.print_lines(run)
        if options["dry_run"]:
            actions.drop_run(run=run)

    def print_json(self, run: ImportRun) -> None:
        """One object; its rows are written one by one, whatever their number."""
        head = {"file": run.file_name, "total": run.total, "counts": counted(run), "columns": run.mapping}
        self.stdout.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [', ending="")
        for place, row in enumerate(queries.report(run)):
            line = {
                "row": row.number,
                "outcome": row.outcome,
                "title": row.title,
                "sentence": row.sentence,
                "reference": row.contribution.reference if row.contribution else None,
            }
            self.stdout.write(("," if place else "") + "\n" + orjson.dumps(line).decode(), ending="")
        self.stdout.write("\n]}")

    def print_lines(self, run: ImportRun) -> None:
        reasons: Counter[str] = Counter()
        for row in queries.report(run):
            if row.outcome == Outcome.ASIDE:
                reasons[row.sentence] += 1
                self.stdout.write(f"{row.number}\t{row.title}\t{row.sentence}")
        words = ", ".join(f"{Outcome(name).label} {count}" for name, count in counted(run).items())
        self.stdout.write(_("%(total)s rows: %(words)s.") % {"total": run.total, "words": words})


def read(options: dict[str, Any]) -> ImportRun:
    territory = territory_of(options["territory"])
    if options["kind"] not in {kind.code for kind in queries.importable_kinds()}:
        raise CommandError(_("The kind “%(kind)s” is not known.") % {"kind": options["kind"]})
    chosen = mapping_of(options["mapping"])
    user = user_of(options["user"], territory)
    choices = actions.Choices(
        columns=chosen.get("columns", {}),
        themes=chosen.get("themes", {}),
        default_theme=options["theme"] or chosen.get("default_theme", ""),
        source=options["source"] or chosen.get("source", ""),
        licence=options["licence"] or chosen.get("licence", ""),
        publishes=options["publish"],
    )
    try:
        with options["file"].open("rb") as file:
            return actions.read_file(
                file=file,
                name=options["file"].name,
                territory=territory,
                situation=situation_of(options["situation"], territory),
                kind=options["kind"],
                user=user,
                choices=choices,
            )
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": error.filename, "why": error.strerror}
        ) from None


def territory_of(code: str) -> Territory:
    territory = Territory.objects.filter(Q(code=code) | Q(slug=code)).order_by("id").first()
    if territory is None:
        raise CommandError(_("No territory has the code “%(code)s”.") % {"code": code})
    return territory


def situation_of(name: str, territory: Territory) -> Situation | None:
    if not name:
        return None
    for situation in situations.active(territory):
        if name in (situation.name, situation.slug):
            return situation
    raise CommandError(
        _("No active situation of %(territory)s is called “%(name)s”. Active now: %(known)s.")
        % {
            "territory": territory.name,
            "name": name,
            "known": ", ".join(each.name for each in situations.active(territory)) or "–",
        }
    )


def user_of(email: str, territory: Territory) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email=email.lower()).first()
    if not rules.can_import(user, territory):
        raise CommandError(_("%(email)s does not coordinate %(name)s.") % {"email": email, "name": territory.name})
    return user


def mapping_of(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        chosen = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        chosen = None
    if not isinstance(chosen, dict):
        raise CommandError(_("The mapping %(file)s is no JSON object that can be read.") % {"file": path})
    return chosen


def counted(run: ImportRun) -> dict[str, int]:
    return {name: count for name, count in queries.counts(run).items() if name != "waiting"}
