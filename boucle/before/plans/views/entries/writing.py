"""Lines are added, changed, put in order, removed; a refusal stands above the form, with everything that was typed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans.actions import entries as actions
from boucle.before.plans.actions import entry_readings
from boucle.before.plans.engine import wording
from boucle.before.plans.enums import EntryVerb
from boucle.before.plans.forms.entries import EntryForm, MessageForm, form_for
from boucle.before.plans.models import Entry, Section
from boucle.before.plans.queries import entries as queries
from boucle.before.plans.rules import Outdated
from boucle.before.plans.views.entries import frame
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@frame.work
def add(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One more line; "and another one" brings an empty form back."""
    section, user, _type = frame.written(request, reference)
    form = form_for(section, attempts.typed(request))
    if is_draft(request, form):
        return composed(request, section, form)
    if form.is_bound and form.is_valid():
        made: list[Entry] = []
        if saved(form, lambda: made.append(made_by(section, user, form))):
            messages.success(request, _("“%(name)s” is added.") % {"name": made[0]})
            return redirect("plans:entry_add", reference) if "more" in request.POST else frame.back(section)
    return edited(request, section, form)


def made_by(section: Section, user: Any, form: EntryForm) -> Entry:
    return actions.add(
        section=section,
        user=user,
        model=form.type.model,
        fields=form.entry_fields(),
        contact=form.details(),
        form_key=form.cleaned_data["form_key"],
    )


@require_http_methods(METHODS)
@frame.work
def change(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    section, user, type_ = frame.written(request, reference)
    entry = frame.one(section, type_, number)
    if entry is None:
        return gone(request, section, number)
    entry_readings.note_reading(entry=entry, reader=user)  # the form shows people's details
    form = form_for(section, attempts.typed(request), instance=entry)
    if is_draft(request, form):
        return composed(request, section, form, entry)
    if form.is_bound and form.is_valid() and saved(form, lambda: changed_by(entry, user, form)):
        messages.success(request, _("“%(name)s” is saved.") % {"name": form.instance})
        return frame.back(section)
    return edited(request, section, form, entry)


def changed_by(entry: Entry, user: Any, form: EntryForm) -> Entry:
    return actions.change(
        entry=entry,
        user=user,
        fields=form.entry_fields(),
        contact=form.details(),
        seen=form.cleaned_data["seen"],
    )


def saved(form: EntryForm, action: Any) -> bool:
    """A refusal stands above the form; a form that somebody overtook shows it once, then may be sent again."""
    try:
        action()
    except Outdated as refusal:
        form.add_error(None, str(refusal))
        form.overtake(fresh_version(form))
        return False
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def fresh_version(form: EntryForm) -> int:
    version: int = form.type.model._default_manager.values_list("version", flat=True).get(pk=form.instance.pk)
    return version


def edited(request: HttpRequest, section: Section, form: EntryForm, entry: Entry | None = None) -> HttpResponse:
    known = {"form": form, "entry": entry, "type": form.type, "theirs": theirs(form), "size": size(form)}
    return frame.page(request, section, "edit", known, status=frame.REFUSED if form.errors else 200)


def theirs(form: EntryForm) -> list[tuple[Any, str]]:
    """What somebody else wrote meanwhile, beside what was typed."""
    if not form.is_overtaken:
        return []
    now = form.type.model._default_manager.get(pk=form.instance.pk)
    return [(label, queries.said(now, name)) for name, label in form.type.labels.items()]


def is_draft(request: HttpRequest, form: EntryForm) -> bool:
    """The five parts of a message are only put together, or the text only measured: nothing is saved."""
    return isinstance(form, MessageForm) and "compose" in request.POST


def composed(request: HttpRequest, section: Section, form: EntryForm, entry: Entry | None = None) -> HttpResponse:
    """The same form, with the text made from the five parts."""
    assert isinstance(form, MessageForm)
    data = request.POST.copy()
    data["text"] = form.composed() or data.get("text", "")
    initial: dict[str, Any] = {name: data.get(name, "") for name in form.fields}
    initial["is_open"] = "is_open" in data
    again = form_for(section, instance=entry, initial=initial)
    return edited(request, section, again, entry)


def size(form: EntryForm) -> wording.Size | None:
    if not isinstance(form, MessageForm):
        return None
    text = str(form["text"].value() or "")
    return wording.size(text) if text else None


@require_http_methods(METHODS)
@frame.work
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Are you sure? Then the line goes, and its last words stay in the history."""
    section, user, type_ = frame.written(request, reference)
    entry = frame.one(section, type_, number)
    if entry is None:
        return gone(request, section, number)
    if request.method != "POST":
        return frame.page(request, section, "remove", {"entry": entry, "type": type_})
    seen = request.POST.get("seen", "")
    attempts.act(
        request,
        _("“%(name)s” is removed.") % {"name": entry},
        lambda: actions.remove(entry=entry, user=user, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None),
    )
    return frame.back(section)


def gone(request: HttpRequest, section: Section, number: int) -> HttpResponse:
    """A second click, or somebody else's: the line is not there any more. Raises Http404 where there never was one."""
    if not section.entry_changes.filter(entry=number, content=section.content, verb=EntryVerb.REMOVED).exists():
        raise Http404
    messages.info(request, _("This line was removed already."))
    return frame.back(section)


@require_POST
@frame.work
def move(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One place up or down."""
    section, user, type_ = frame.written(request, reference)
    entry = frame.one(section, type_, number)
    if entry is None:
        return gone(request, section, number)
    is_up = request.POST.get("way") == "up"
    attempts.act(request, "", lambda: actions.move(entry=entry, user=user, is_up=is_up))
    return frame.back(section)
