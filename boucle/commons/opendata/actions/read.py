"""A file is read into rows; what its columns mean is guessed, then chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.commons.opendata import queries, rules
from boucle.commons.opendata.engine import mapping, places, tables
from boucle.commons.opendata.enums import Stage
from boucle.commons.opendata.models import ImportRow, ImportRun
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, text
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

BATCH = 500
MOST_ROWS = 200_000
FORGOTTEN = timedelta(days=7)  # a run that nobody ended: its cells may hold personal data
OPEN_LICENCE = "etalab-2.0"
LICENCES = {"odbl": "ODbL-1.0", "cc0": "CC0-1.0", "cc by": "CC-BY-4.0", "cc-by": "CC-BY-4.0"}
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Choices:
    """What somebody decides about a file; what is left out is guessed."""

    columns: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    default_theme: str = ""
    source: str = ""
    licence: str = ""
    publishes: bool = False


@transaction.atomic
def read_file(
    *,
    file: BinaryIO,
    name: str,
    territory: Territory,
    situation: Situation | None,
    kind: str,
    user: User | None = None,
    choices: Choices | None = None,
) -> ImportRun:
    """Reads a CSV or GeoJSON file into a run and its rows; writes no contribution.

    Raises rules.Refused, with a sentence, for a file that cannot be read.
    """
    rules.check_situation(situation)
    table = read_table(file, name)
    run = ImportRun.objects.create(
        territory=territory,
        situation=situation,
        kind=kind,
        user=user,
        file_name=text.clean_line(PurePath(name).name)[:200],
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=table.columns,
        source=text.clean_line(PurePath(name).stem)[:200],
        licence=licence_of(table.licence),
        created_at=clock.now(),
    )
    run.total = keep_rows(run, table.rows)
    set_choices(run=run, choices=choices or Choices())
    return run


def read_table(file: BinaryIO, name: str) -> tables.Table:
    is_geojson = name.lower().endswith(("json", "geojson")) or file.read(1) == b"{"
    try:
        return places.read(file) if is_geojson else tables.read(file)
    except tables.Unreadable as error:
        raise rules.Refused(unreadable(error.code)) from error


def unreadable(code: str) -> str:
    return {
        "empty": _("The file is empty: it needs a first row with the names of the columns, then a row per fiche."),
        "columns": _("The first row holds one column only: save the file as CSV, with commas or semicolons."),
        "geojson": _("The file is not a GeoJSON collection of places: export it again, or save it as CSV."),
        "binary": _("This file is no text: in your spreadsheet, choose “Save as”, then CSV."),
    }[code]


def licence_of(said: str) -> str:
    folded = text.fold(said)
    return next((licence for word, licence in LICENCES.items() if word in folded), OPEN_LICENCE)


def keep_rows(run: ImportRun, rows: Iterable[tables.Row]) -> int:
    """Writes the rows, five hundred at a time; returns how many."""
    rest, count = iter(rows), 0
    while batch := list(islice(rest, BATCH)):
        count += len(batch)
        if count > MOST_ROWS:
            raise rules.Refused(_("The file has more than %(most)s rows: cut it in several.") % {"most": MOST_ROWS})
        ImportRow.objects.bulk_create(
            ImportRow(run=run, number=row.number, cells=clean(row.cells), problem=row.problem) for row in batch
        )
    if not count:
        raise rules.Refused(unreadable("empty"))
    return count


def clean(cells: dict[str, str]) -> dict[str, str]:
    return {name: text.clean(value)[:LONGEST_CELL] for name, value in cells.items()}


@transaction.atomic
def set_choices(*, run: ImportRun, choices: Choices) -> ImportRun:
    """Keeps what was chosen and guesses the rest. Raises rules.Refused for a column or a target that does not exist."""
    targets = queries.targets(run.kind)
    check_columns(run, choices, targets)
    run.mapping = choices.columns or guess(run, targets)
    run.default_theme = choices.default_theme
    run.source = text.clean_line(choices.source)[:200] or run.source
    run.licence = choices.licence or run.licence
    run.publishes = choices.publishes
    known = queries.theme_words(run.situation)
    guessed = {said: mapping.guess_theme(said, known) for said in queries.categories(run)}
    run.themes = {**guessed, **choices.themes}
    run.save()
    return run


def guess(run: ImportRun, targets: Iterable[str]) -> dict[str, str]:
    return mapping.guess_columns(run.columns, frozenset(targets))


def check_columns(run: ImportRun, choices: Choices, targets: dict[str, object]) -> None:
    for column, target in choices.columns.items():
        if column not in run.columns:
            raise rules.Refused(_("The file has no column “%(column)s”.") % {"column": column})
        if target and target not in targets:
            raise rules.Refused(
                _("“%(target)s” is not a field: choose one of %(known)s.")
                % {"target": target, "known": ", ".join(targets)}
            )
    known = {theme.slug for theme in queries.theme_words(run.situation)}
    for slug in [choices.default_theme, *choices.themes.values()]:
        if slug and slug not in known:
            raise rules.Refused(
                _("The theme “%(theme)s” is not offered here. Those that are: %(known)s.")
                % {"theme": slug, "known": ", ".join(sorted(known))}
            )


@transaction.atomic
def stop(*, run: ImportRun) -> None:
    """Ends a run where it is; what was taken stays."""
    ImportRun.objects.filter(pk=run.pk).update(stage=Stage.STOPPED, finished_at=clock.now())
    ImportRow.objects.filter(run=run).update(cells={})


@transaction.atomic
def drop_run(*, run: ImportRun) -> None:
    """Forgets a file and its rows; the contributions that it made stay."""
    run.delete()


def drop_stale_runs() -> int:
    """Forgets the files that nobody ended within a week; returns how many."""
    forgotten = ImportRun.objects.filter(stage__in=[Stage.READ, Stage.TRIED], created_at__lt=clock.now() - FORGOTTEN)
    count = forgotten.count()
    forgotten.delete()
    return count
