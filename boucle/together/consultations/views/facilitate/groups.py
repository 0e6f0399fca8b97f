"""The groups of an opinion map, each with its name: given, changed, taken back; and the names that lost their group."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Method, Stage
from boucle.together.consultations.forms import naming as forms
from boucle.together.consultations.models import Consultation, GroupName
from boucle.together.consultations.queries import figures_opinions, opinion_map, opinion_names, opinion_words, public
from boucle.together.consultations.views import result_files
from boucle.together.consultations.views.facilitate import frame


@dataclass(frozen=True)
class Shown:
    """One group, with the form that names it."""

    camp: figures_opinions.Camp
    size: str
    given: GroupName | None
    form: forms.GroupNameForm


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def groups(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Each group with what sets it apart and the form of its name; names that no group resembles any more."""
    row, user = held(request, reference)
    sent = forms.GroupNameForm(request.POST, consultation=row) if request.method == "POST" else None
    if sent is not None and attempts.attempt(sent, lambda: give(row, user, sent)):
        messages.success(request, _("The group has its name. It follows the group for as long as it resembles itself."))
        return frame.back("groups", row)
    return shown(request, row, sent)


def held(request: HttpRequest, reference: str) -> tuple[Consultation, User]:
    row, user = frame.held(request, reference)
    if row.method != Method.OPINIONS:
        raise Http404
    return row, user


def give(row: Consultation, user: User, form: forms.GroupNameForm) -> None:
    data = form.cleaned_data
    actions.name_group(consultation=row, user=user, name=data["name"], sentence=data["sentence"], leans=data["seen"])


def shown(request: HttpRequest, row: Consultation, sent: forms.GroupNameForm | None) -> HttpResponse:
    found = seen(row)
    names = opinion_names.of(row, found) if found is not None else opinion_names.Names({}, [])
    known: dict[str, Any] = {
        "found": found,
        "is_shown": result_files.are_shown(row),
        "why": opinion_words.why_none(found) if found is not None and not found.found.count else "",
        "groups": listed(row, found, names, sent) if found is not None else [],
        "fallen": names.fallen,
        "form": sent,
        "may_name": row.opened_at is not None and row.stage != Stage.DECIDED,
    }
    return frame.page(request, row, "groups", known, status=frame.REFUSED if sent is not None else 200)


def seen(row: Consultation) -> opinion_map.Ready | None:
    """The map as everybody may see it: whoever facilitates sees no more of it, and no sooner."""
    if row.opened_at is None or not result_files.are_shown(row) or public.taking(row) < row.minimum_cell:
        return None
    return opinion_map.ready(row)


def listed(
    row: Consultation, found: opinion_map.Ready, names: opinion_names.Names, sent: forms.GroupNameForm | None
) -> list[Shown]:
    items = {item.number: item for item in row.items.all()}
    camps = figures_opinions.camps(opinion_names.with_names(found, names), items)
    return [
        Shown(
            camp,
            figures_opinions.people(camp.size),
            names.given.get(group),
            sent
            if sent is not None and sent.data.get("letter") == camp.letter
            else form_of(row, camp.letter, leans, names.given.get(group)),
        )
        for group, (camp, leans) in enumerate(zip(camps, opinion_names.leans(found), strict=True))
    ]


def form_of(row: Consultation, letter: str, leans: Any, given: GroupName | None) -> forms.GroupNameForm:
    initial = {"letter": letter, "seen": forms.sealed(row, leans)}
    if given is not None:
        initial |= {"name": given.name, "sentence": given.sentence}
    return forms.GroupNameForm(initial=initial, consultation=row, auto_id=f"id_{letter}_%s")


@require_POST
@frame.work
def take_back(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The group has its letter alone again."""
    row, user = held(request, reference)
    said = _("The name is taken back.")
    attempts.act(request, said, lambda: actions.take_name_back(consultation=row, user=user, number=number))
    return frame.back("groups", row)
