"""A file on its way in: choose it, say what its columns mean, try, import, read the report."""

import csv
import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.commons.opendata import actions, queries, rules
from boucle.commons.opendata.enums import Outcome, Stage
from boucle.commons.opendata.exports import tables
from boucle.commons.opendata.forms import ColumnsForm, FileForm
from boucle.commons.opendata.models import ImportRun
from boucle.foundation.accounts.models import User
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

METHODS = ["GET", "HEAD", "POST"]
WORKING = (Stage.TRYING, Stage.WAITING)
SHOWN = 100  # rows on the page; the file of the report has them all
RECENT = 10


@login_required
@require_http_methods(METHODS)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Chooses a file; it is read at once, and nothing is written but its rows."""
    territory = entrusted(request, slug)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None, territory=territory)
    if request.method == "POST" and form.is_valid():
        try:
            run = read(form, territory, request)
            return redirect("opendata:import_run", slug=slug, uid=run.uid)
        except rules.Refused as error:
            form.add_error("file", str(error))
    runs = ImportRun.objects.filter(territory=territory)[:RECENT]
    status = 422 if form.errors else 200
    return render(request, "opendata/import.html", {"form": form, "runs": runs}, status=status)


def read(form: FileForm, territory: Territory, request: HttpRequest) -> ImportRun:
    chosen = form.cleaned_data
    assert isinstance(request.user, User), "login_required lets nobody else in"
    return actions.read_file(
        file=chosen["file"].file,
        name=chosen["file"].name or "",
        territory=territory,
        situation=chosen["situation"],
        kind=chosen["kind"],
        user=request.user,
    )


@login_required
@require_http_methods(METHODS)
def run_page(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """What the file is at: its columns wait, it is worked on, or its report is there."""
    run = entrusted_run(request, slug, uid)
    if run.stage in WORKING:
        return render(request, "opendata/import_progress.html", progress(run))
    if run.stage in (Stage.DONE, Stage.STOPPED):
        return render(request, "opendata/import_report.html", report(run))
    form = ColumnsForm(request.POST if request.method == "POST" else None, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            return decide(request, run, form)
        except rules.Refused as error:
            form.add_error(None, str(error))
    context = {**report(run), "form": form, "columns": columns(form, run)}
    return render(request, "opendata/import_columns.html", context, status=422 if form.errors else 200)


def decide(request: HttpRequest, run: ImportRun, form: ColumnsForm) -> HttpResponse:
    actions.set_choices(run=run, choices=form.choices())
    (actions.go if "go" in request.POST else actions.try_run)(run=run)
    return redirect("opendata:import_run", slug=run.territory.slug, uid=run.uid)


def columns(form: ColumnsForm, run: ImportRun) -> list[dict[str, Any]]:
    """Each column with its choice and what its first rows hold."""
    rows = queries.samples(run)
    return [
        {"name": name, "field": field, "samples": [row.cells[name][:60] for row in rows if row.cells.get(name)][:3]}
        for name, field in form.column_fields()
    ]


@login_required
@require_safe
def progress_part(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """The progress bar alone; once the work is done it sends the page to the report."""
    run = entrusted_run(request, slug, uid)
    response = render(request, "opendata/import_bar.html", progress(run))
    if run.stage not in WORKING:
        response["HX-Redirect"] = reverse("opendata:import_run", args=[slug, uid])
    return response


def progress(run: ImportRun) -> dict[str, Any]:
    counts = queries.counts(run)
    return {"run": run, "counts": counts, "done": run.total - counts["waiting"]}


def report(run: ImportRun) -> dict[str, Any]:
    counts = queries.counts(run)
    rows = run.rows.exclude(sentence="").select_related("contribution").order_by("number")
    return {
        "run": run,
        "outcomes": [(outcome, counts[outcome.value]) for outcome in Outcome],
        "is_tried": run.stage == Stage.TRIED,
        "told": list(rows[:SHOWN]),
        "told_total": rows.count(),
    }


@login_required
@require_safe
def report_file(request: HttpRequest, slug: str, uid: uuid.UUID) -> StreamingHttpResponse:
    """Every row of the file and what became of it, as CSV."""
    run = entrusted_run(request, slug, uid)
    response = StreamingHttpResponse(report_lines(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    return response


class Echo:
    """What csv.writer writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def report_lines(run: ImportRun) -> Iterator[str]:
    writer = csv.writer(Echo(), lineterminator="\r\n")
    yield writer.writerow(["row", "outcome", "title", "sentence", "reference"])
    for row in queries.report(run):
        reference = row.contribution.reference if row.contribution else ""
        line = [row.number, row.outcome, tables.cell(row.title), tables.cell(row.sentence), reference]
        yield writer.writerow(line)


@login_required
@require_POST
def forget(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Stops a run that works; forgets the file of one that does not. What it made stays."""
    run = entrusted_run(request, slug, uid)
    if run.stage in WORKING:
        actions.stop(run=run)
        return redirect("opendata:import_run", slug=slug, uid=uid)
    actions.drop_run(run=run)
    return redirect("opendata:import", slug=slug)


def entrusted(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404, or PermissionDenied for whoever does not coordinate the territory."""
    territory = territories.by_slug(slug)
    if territory is None:
        raise Http404
    rules.check_import(request.user, territory)
    standing.stand(request, territory, situations.current(territory))
    return territory


def entrusted_run(request: HttpRequest, slug: str, uid: uuid.UUID) -> ImportRun:
    territory = entrusted(request, slug)
    run = ImportRun.objects.select_related("territory", "situation").filter(territory=territory, uid=uid).first()
    if run is None:
        raise Http404
    return run
