"""A list on its way in: chosen or pasted, tried, then written. It comes back with each step and is kept nowhere, since
it may hold people's numbers."""

import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boucle.before.plans.actions import entry_import as actions
from boucle.before.plans.actions import risk_import
from boucle.before.plans.actions.entry_import import Report
from boucle.before.plans.engine import columns as guesses
from boucle.before.plans.enums import Content
from boucle.before.plans.forms.entries import bringing
from boucle.before.plans.models import Section
from boucle.before.plans.registry import EntryType
from boucle.before.plans.views.entries import frame
from boucle.commons.opendata.enums import Outcome
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def bring(request: HttpRequest, reference: str) -> HttpResponseBase:
    """First the file, then what its rows become; written only when "go" is pressed. Raises Http404 where this section's
    lines are written one by one."""
    section, user, type_ = frame.written(request, reference)
    if section.content != Content.RISKS and section.content not in guesses.HEADERS:
        raise Http404
    form = file_form(request, section)
    if "text" in request.POST:
        return step(request, section, user, type_, request.POST["text"], form)
    if form.is_bound and form.is_valid():
        return step(request, section, user, type_, form.text(), form)
    return asked(request, section, type_, form)


def file_form(request: HttpRequest, section: Section) -> bringing.FileForm:
    largest = bringing.LARGEST_FILE if section.content == Content.RISKS else bringing.LARGEST_LIST
    is_first = request.method == "POST" and "text" not in request.POST
    return bringing.FileForm(request.POST if is_first else None, request.FILES or None, largest=largest)


def asked(request: HttpRequest, section: Section, type_: EntryType, form: bringing.FileForm) -> HttpResponse:
    known = {"form": form, "type": type_, "is_national": section.content == Content.RISKS}
    return frame.page(request, section, "import", known, status=frame.REFUSED if form.errors else 200)


def step(
    request: HttpRequest, section: Section, user: User, type_: EntryType, text: str, form: bringing.FileForm
) -> HttpResponse:
    """A trial, or the writing itself; a refusal brings the page back, with the list in its field."""
    is_trial = "go" not in request.POST
    try:
        report = read(request, section, user, type_, text, is_trial)
    except NotPossible as refusal:
        again = bringing.FileForm({"pasted": text[: bringing.LARGEST_LIST]}, largest=form.largest)
        again.is_valid()
        again.add_error(None, str(refusal))
        return asked(request, section, type_, again)
    if is_trial:
        return tried(request, section, type_, text, report)
    count = report.count(Outcome.TAKEN)
    said = ngettext("%(count)s line came in.", "%(count)s lines came in.", count)
    messages.success(request, said % {"count": count})
    return frame.back(section)


def read(request: HttpRequest, section: Section, user: User, type_: EntryType, text: str, is_trial: bool) -> Report:
    file = io.BytesIO(text.encode())
    if section.content == Content.RISKS:
        return risk_import.bring_in_risks(section=section, user=user, file=file, is_trial=is_trial)
    columns = chosen(request, type_, file)
    return actions.bring_in(section=section, user=user, file=file, columns=columns, is_trial=is_trial)


def chosen(request: HttpRequest, type_: EntryType, file: io.BytesIO) -> dict[str, str] | None:
    """What was chosen for each column, None at the first look."""
    if "text" not in request.POST:
        return None
    header = actions.read(file)[1]
    file.seek(0)
    form = bringing.ColumnsForm(request.POST, type=type_, columns=dict.fromkeys(header, ""))
    return form.chosen() if form.is_valid() else None


def tried(request: HttpRequest, section: Section, type_: EntryType, text: str, report: Report) -> HttpResponse:
    is_national = section.content == Content.RISKS
    told = [row for row in report.rows if row.sentence and not row.is_elsewhere]
    form = bringing.ColumnsForm(type=type_, columns=report.columns)
    known: dict[str, Any] = {
        "type": type_,
        "report": report,
        "taken": report.count(Outcome.TAKEN),
        "told": told[:SHOWN],
        "told_total": len(told),
        "elsewhere": sum(row.is_elsewhere for row in report.rows),
        "is_national": is_national,
        "form": form,
        "columns": [(name, field, report.samples.get(name, [])) for name, field in form.bound()],
        "text": risk_import.ours(text, report) if is_national else text,
    }
    return frame.page(request, section, "tried", known)
