"""Open answers become items: the codebook, the reading of each coder, their agreement, the words that may be shown."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations.actions import coding as actions
from boucle.together.consultations.enums import ItemType, Method, Side
from boucle.together.consultations.forms import coding as forms
from boucle.together.consultations.models import Code, Consultation, Item
from boucle.together.consultations.queries import coding as queries
from boucle.together.consultations.queries.delphi_words import percent, said
from boucle.together.consultations.views.facilitate import frame

ON_A_PAGE = 20


@dataclass(frozen=True)
class Agreed:
    """A line of the table of agreement."""

    name: str
    uses: list[tuple[str, int]]  # coder by letter
    percent: str
    kappa: str
    alpha: str


def held(request: HttpRequest, reference: str) -> tuple[Consultation, User]:
    """Raises Http404 for a consultation that has no open answers by nature."""
    row, user = frame.held(request, reference)
    if row.method != Method.DELPHI:
        raise Http404
    return row, user


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def coding(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The codebook, what is still to be read, how far the coders agree, the items that came of it."""
    row, user = held(request, reference)
    form = forms.CodeForm(attempts.typed(request) if request.POST.get("do") == "code" else None)
    made = forms.ItemForm(
        attempts.typed(request) if request.POST.get("do") == "item" else None, codes=queries.codebook(row)
    )
    if attempts.attempt(form, lambda: add(row, user, form)):
        messages.success(request, _("The code is added."))
        return frame.back("coding", row)
    new: list[Item] = []
    if made.is_bound and attempts.attempt(made, lambda: new.append(make(row, user, made))):
        messages.success(request, _("The item is made: choose the words that may stand beside it."))
        return redirect("consultations:quotes", row.contribution.reference, new[0].number)
    is_refused = form.is_bound or made.is_bound
    return page(request, row, "coding", known(row, user, form, made), status=frame.REFUSED if is_refused else 200)


def known(row: Consultation, user: User, form: forms.CodeForm, made: forms.ItemForm) -> dict[str, Any]:
    found = queries.agreement(row)
    return {
        "codes": list(queries.codebook(row)),
        "open_items": queries.open_items(row, user),
        "items": list(row.items.filter(origins__isnull=False).distinct().order_by("number")),
        "agreement": found,
        "coders": list(queries.names(found, user).values()) if found else [],
        "agreed": agreed(found, user) if found else [],
        "alpha": said(found.alpha) if found else "",
        "form": form,
        "made": made,
    }


def agreed(found: Any, user: User) -> list[Agreed]:
    names = queries.names(found, user)
    return [
        Agreed(
            code.name,
            [(letter, code.uses[key]) for key, letter in names.items()],
            percent(code.percent),
            said(code.kappa),
            said(code.alpha),
        )
        for code in found.codes
    ]


def add(row: Consultation, user: User, form: forms.CodeForm) -> Code:
    return actions.add_code(consultation=row, user=user, **form.cleaned_data)


def make(row: Consultation, user: User, form: forms.ItemForm) -> Item:
    settings = {"scale": row.rule.get("scale", [1, 9])}
    typed = form.cleaned_data
    return actions.item_of_codes(
        consultation=row, user=user, text=typed["text"], codes=typed["codes"], type=ItemType.SCALE, settings=settings
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def code(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One code: its words changed, or the code removed."""
    row, user = held(request, reference)
    found = queries.codebook(row).filter(pk=number).first()
    if found is None:
        raise Http404
    if request.POST.get("do") == "remove":
        attempts.act(request, _("The code is removed."), lambda: actions.remove_code(code=found, user=user))
        return frame.back("coding", row)
    initial = {"label": found.label, "definition": found.definition, "facet": found.facet}
    form = forms.CodeForm(attempts.typed(request), initial=initial)
    if attempts.attempt(form, lambda: actions.change_code(code=found, user=user, **form.cleaned_data)):
        frame.saved(request)
        return frame.back("coding", row)
    shown = {"code": found, "form": form}
    return page(request, row, "code", shown, status=frame.REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def read(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The answers to one open question, twenty at a time, each with the codes of the codebook to tick."""
    row, user = held(request, reference)
    item = one(row, number)
    answers = queries.readable(row).filter(item=item).order_by("id")
    sheet = Paginator(answers, ON_A_PAGE).get_page(request.GET.get("page"))
    texts = queries.texts(list(sheet.object_list), user)
    if request.method == "POST":
        return coded(request, row, user, item, texts, sheet)
    shown = {"item": item, "texts": texts, "sheet": sheet, "codes": list(queries.codebook(row))}
    return page(request, row, "read", shown)


def coded(
    request: HttpRequest, row: Consultation, user: User, item: Item, texts: list[queries.Text], sheet: Any
) -> HttpResponseBase:
    ticks = forms.ticks(request.POST, texts)
    try:
        count = actions.code_answers(consultation=row, user=user, ticks=ticks)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations:coding_read", row.contribution.reference, item.number)
    messages.success(
        request, ngettext("%(count)s answer is read.", "%(count)s answers are read.", count) % {"count": count}
    )
    if not sheet.has_next():
        return frame.back("coding", row)
    response = redirect("consultations:coding_read", row.contribution.reference, item.number)
    response["Location"] += f"?page={sheet.next_page_number()}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def quotes(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The words that stand beside an item: read again, so that nobody is recognised by what they said."""
    row, user = held(request, reference)
    item = one(row, number)
    candidates = queries.candidates(item)
    refused = ""
    if request.method == "POST":
        try:
            actions.write_quotes(item=item, user=user, words=forms.words(request.POST, candidates))
        except NotPossible as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("These words stand beside the item."))
            return frame.back("coding", row)
    shown = {
        "item": item,
        "lines": [line(candidate, request.POST if refused else {}) for candidate in candidates],
        "sides": Side.choices,
        "refused": refused,
        "least": row.minimum_cell,
    }
    return page(request, row, "quotes", shown, status=frame.REFUSED if refused else 200)


def line(candidate: queries.Candidate, typed: Any) -> dict[str, Any]:
    """What the form shows of one candidate: what was just typed, what is shown now, or the words themselves."""
    key, quote = candidate.answer.pk.hex, candidate.quote
    return {
        "key": key,
        "candidate": candidate,
        "text": typed.get(f"text-{key}") or (quote.text if quote else candidate.text),
        "side": typed.get(f"side-{key}") or (quote.side if quote else Side.FOR),
        "said": typed.get(f"said-{key}") or (quote.said if quote else 1),
        "is_shown": bool(typed.get(f"shown-{key}")) if typed else quote is not None,
    }


def one(row: Consultation, number: int) -> Item:
    found = row.items.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, row: Consultation, template: str, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"row": row, "parts": frame.parts(request, row), **shown}
    return render(request, f"consultations/coding/{template}.html", context, status=status)
