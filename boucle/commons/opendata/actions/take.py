"""Rows of a file become contributions, a batch at a time; each row is whole or not at all."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from boucle.commons.opendata import rules
from boucle.commons.opendata.actions.row import Reader, Verdict
from boucle.commons.opendata.enums import Outcome, Stage
from boucle.commons.opendata.models import ImportRow, ImportRun
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules as lifecycle

BATCH = 50  # rows in one transaction: others write between two
SENTENCE = 500


@transaction.atomic
def try_run(*, run: ImportRun) -> None:
    """Asks for a trial: every row is looked at, nothing is written."""
    start(run, Stage.TRYING)


@transaction.atomic
def go(*, run: ImportRun) -> None:
    """Asks for the import itself. Raises rules.Refused when the situation has closed meanwhile."""
    rules.check_situation(run.situation)
    start(run, Stage.WAITING)


def start(run: ImportRun, stage: Stage) -> None:
    run.rows.update(outcome="", sentence="", title="")
    run.stage = stage
    run.save(update_fields=["stage"])


@transaction.atomic
def take_batch(*, run_id: int, limit: int = BATCH) -> int:
    """Looks at the next rows of a run; returns how many, 0 when there are none left or another worker has the run."""
    run = locked(run_id)
    if run is None or run.stage not in (Stage.TRYING, Stage.WAITING):
        return 0
    rows = list(run.rows.filter(outcome="").order_by("number")[:limit])
    reader = Reader(run, rows)
    for row in rows:
        settle(row, look(reader, row))
    ImportRow.objects.bulk_update(rows, ["outcome", "sentence", "title", "contribution", "key"])
    if len(rows) < limit:
        finish(run)
    return len(rows)


def locked(run_id: int) -> ImportRun | None:
    runs = ImportRun.objects.select_related("territory", "situation", "user").filter(pk=run_id)
    if connection.features.has_select_for_update_skip_locked:
        runs = runs.select_for_update(skip_locked=True, of=("self",))
    return runs.first()


def look(reader: Reader, row: ImportRow) -> Verdict:
    """What becomes of a row; a refusal undoes everything of that row and of no other."""
    try:
        with transaction.atomic():
            return reader.take(row)
    except (lifecycle.NotPossible, lifecycle.NotAllowed) as error:
        return Verdict(Outcome.ASIDE, str(error))
    except IntegrityError:
        return Verdict(Outcome.ASIDE, _("Another import takes this row at this very moment: run it again."))


def settle(row: ImportRow, verdict: Verdict) -> None:
    row.outcome, row.sentence = verdict.outcome, verdict.sentence[:SENTENCE]
    row.title, row.contribution = verdict.title[:120], verdict.contribution


def finish(run: ImportRun) -> None:
    """The last row was looked at. After an import the cells are forgotten: whoever imported has the file."""
    is_trial = run.stage == Stage.TRYING
    run.stage = Stage.TRIED if is_trial else Stage.DONE
    run.finished_at = clock.now()
    run.save(update_fields=["stage", "finished_at"])
    if not is_trial:
        run.rows.update(cells={})
