"""The panel: its groups, its people, one invited or many, those who are late, those who stop."""

import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.forms.panel import GroupForm, InviteForm, ListForm
from boucle.together.consultations.models import Consultation, Panellist
from boucle.together.consultations.queries import finding, participation, told_people
from boucle.together.consultations.queries import panel as lists
from boucle.together.consultations.views.facilitate import frame

SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def panel(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Everybody who is invited, and the form that invites one more."""
    row, user = frame.held(request, reference)
    form = InviteForm(attempts.typed(request), consultation=row, initial={"group": request.GET.get("group")})
    made: list[actions.Invitation] = []
    if attempts.attempt(form, lambda: made.append(invite(row, user, form))):
        return told(request, row, made[0])
    return shown(request, row, user, form=form)


def invite(row: Consultation, user: Any, form: InviteForm) -> actions.Invitation:
    return actions.invite(consultation=row, user=user, details=form.details(), group=form.cleaned_data["group"])


def told(request: HttpRequest, row: Consultation, made: actions.Invitation) -> HttpResponse:
    """Whoever has no address is led to their letter."""
    name = str(made.panellist.contact.name or made.panellist.contact.email) if made.panellist.contact else ""
    if not made.is_new:
        messages.warning(request, _("%(name)s is invited already: nothing was sent.") % {"name": name})
    elif made.panellist.contact and made.panellist.contact.email:
        messages.success(request, _("%(name)s is invited: the mail is on its way.") % {"name": name})
    else:
        messages.success(request, _("%(name)s is invited. Print the letter now.") % {"name": name})
        return redirect(letters_of(row, [made.panellist]))
    return frame.back("panel", row)


def letters_of(row: Consultation, people: list[Panellist]) -> str:
    address = reverse("consultations:letters", args=[row.contribution.reference])
    return address + "?who=" + ",".join(str(one.pk) for one in people[:SHOWN])


def shown(request: HttpRequest, row: Consultation, user: User, **forms: Any) -> HttpResponse:
    """Names and addresses are on it: that they were read is noted."""
    here = finding.last_round(row)
    people = list(participation.panel(row, here)[:SHOWN])
    lifecycle.note_reading(contacts=[one.contact for one in people if one.contact], reader=user)
    is_wrong = any(form.is_bound for form in forms.values())
    known = {
        "form": InviteForm(consultation=row),
        "list_form": ListForm(),
        "group_form": GroupForm(),
        **forms,
        "here": here,
        "people": told_people.of(row, here),
        "panel": people,
        "late": told_people.late(row),
        "can_remind": can_remind(row),
        "letters": participation.on_paper(row).count(),
    }
    return frame.page(request, row, "panel", known, status=frame.REFUSED if is_wrong else 200)


def can_remind(row: Consultation) -> bool:
    """Whether somebody has an address and did not send the open round; where anonymity is set, whether one is open."""
    here = finding.open_round(row)
    if here is None or row.is_anonymous:
        return here is not None and row.panel.exists()
    return finding.late(here).exclude(contact=None).exclude(contact__email="").exists()


@require_POST
@frame.work
def add_group(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    form = GroupForm(request.POST)
    if attempts.attempt(form, lambda: actions.add_group(consultation=row, user=user, **form.cleaned_data)):
        messages.success(request, _("The group is there."))
        return frame.back("panel", row)
    return shown(request, row, user, group_form=form)


@require_POST
@frame.work
def import_list(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A list, pasted or in a file: each row is invited, there already, or set aside with its reason."""
    row, user = frame.held(request, reference)
    form = ListForm(request.POST, request.FILES)
    taken: list[actions.Taken] = []
    if not (form.is_valid() and attempts.attempt(form, lambda: taken.extend(take(row, user, form)))):
        return shown(request, row, user, list_form=form)
    fresh = [one.panellist for one in taken if one.is_new and one.panellist]
    paper = [one for one in fresh if not (one.contact and one.contact.email)]
    known = {
        "taken": taken,
        "fresh": len(fresh),
        "doubles": sum(1 for one in taken if one.panellist and not one.is_new),
        "wrong": sum(1 for one in taken if one.person.problem),
        "paper": len(paper),
        "letters_url": letters_of(row, paper) if paper else "",
    }
    return frame.page(request, row, "report", known)


def take(row: Consultation, user: Any, form: ListForm) -> list[actions.Taken]:
    """Raises NotPossible for a file that is no list."""
    file = form.cleaned_data["file"]
    source = io.BytesIO(file.read()) if file else lists.pasted(form.cleaned_data["text"])
    try:
        people = lists.read(source)
    except lists.Unreadable as error:
        raise NotPossible(str(error)) from error
    return actions.invite_many(consultation=row, user=user, people=people)


def one(row: Consultation, number: int) -> Panellist:
    found = participation.panel(row, None).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@require_POST
@frame.work
def leave(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    somebody = one(row, number)
    said = _("They receive no letter any more. What they sent stays.")
    attempts.act(request, said, lambda: actions.strike(panellist=somebody, user=user))
    return frame.back("panel", row)


@require_POST
@frame.work
def renew(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Another code: by mail, or on a letter to be printed now."""
    row, user = frame.held(request, reference)
    somebody = one(row, number)
    if not (somebody.contact and somebody.contact.email):
        return redirect(letters_of(row, [somebody]))
    said = _("Another link is on its way. The one before opens nothing any more.")
    if row.is_anonymous:
        said = _("Another link is on its way, unless this person has answered: then the first one stays theirs.")
    attempts.act(request, said, lambda: actions.renew(panellist=somebody, user=user))
    return frame.back("panel", row)


@require_POST
@frame.work
def remind(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Those who have not answered, and nobody else; once a day."""
    row, user = frame.held(request, reference)
    here = finding.open_round(row)
    if here is None:
        messages.error(request, _("No round is open: nobody is late."))
        return frame.back("panel", row)
    try:
        count = actions.remind(round=here, user=user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return frame.back("panel", row)
    if row.is_anonymous:
        messages.success(request, _("Those who have not answered are written to. Nobody sees who they are."))
        return frame.back("panel", row)
    said = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count) % {"count": count}
    messages.success(request, said if count else _("Everybody was reminded today already, or has answered."))
    return frame.back("panel", row)
