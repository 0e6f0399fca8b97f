"""What is asked: added, changed, put in order, imported, before a round asks it."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.enums import BallotType, ItemType, Method
from boucle.together.consultations.forms import item as forms
from boucle.together.consultations.models import Asked, Consultation, Item
from boucle.together.consultations.views.facilitate import frame

SHOWN = 500


def rows(row: Consultation) -> QuerySet[Item]:
    """With `is_asked`: a round that was opened asked it, so that it no longer changes."""
    asked = Asked.objects.filter(item=OuterRef("pk"), round__opened_at__isnull=False)
    return row.items.annotate(is_asked=Exists(asked)).order_by("number")


def chosen_type(row: Consultation, typed: str) -> ItemType:
    types = forms.TYPES[Method(row.method)]
    return next((one for one in types if one == typed), types[0])


def empty_form(row: Consultation, type_: ItemType, data: Any = None) -> forms.ItemForm:
    low, high = row.rule.get("scale", (1, 9))
    return forms.ItemForm(data, type=type_, needs_cost=needs_cost(row), initial={"low": low, "high": high})


def needs_cost(row: Consultation) -> bool:
    return row.method == Method.BUDGET and (
        row.rule.get("ballot") == BallotType.KNAPSACK or row.rule.get("allocation") != "most-votes"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def items(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The list, and one form for the type that the address names (`?type=scale`)."""
    row, user = frame.held(request, reference)
    type_ = chosen_type(row, request.POST.get("type") or request.GET.get("type", ""))
    form = empty_form(row, type_, attempts.typed(request))
    if attempts.attempt(form, lambda: add(row, user, type_, form)):
        messages.success(request, _("It is added. You may add another one."))
        return frame.redirected(reverse("consultations:items", args=[reference]) + f"?type={type_}#ajouter")
    return listed(request, row, type_, form, forms.ManyForm())


def add(row: Consultation, user: Any, type_: ItemType, form: forms.ItemForm) -> None:
    actions.add_item(consultation=row, user=user, type=type_, **form.item_fields())


def listed(
    request: HttpRequest, row: Consultation, type_: ItemType, form: forms.ItemForm, many: forms.ManyForm
) -> HttpResponseBase:
    known = {
        "items": list(rows(row)[:SHOWN]),
        "types": [ItemType(one) for one in forms.TYPES[Method(row.method)]],
        "type": type_,
        "form": form,
        "many": many,
    }
    return frame.page(request, row, "items", known, status=frame.REFUSED if form.is_bound or many.is_bound else 200)


@require_POST
@frame.work
def import_many(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One item per line, of one type; says how many were there already."""
    row, user = frame.held(request, reference)
    type_ = chosen_type(row, request.POST.get("type", ""))
    form = forms.ManyForm(request.POST)
    found: list[actions.Many] = []
    if not attempts.attempt(form, lambda: found.append(add_lines(row, user, type_, form))):
        return listed(request, row, type_, empty_form(row, type_), form)
    made, doubles = len(found[0].made), len(found[0].doubles)
    said = ngettext("%(count)s line is added.", "%(count)s lines are added.", made) % {"count": made}
    if doubles:
        said += " " + ngettext("%(count)s was there already.", "%(count)s were there already.", doubles) % {
            "count": doubles
        }
    messages.success(request, said)
    return frame.back("items", row)


def add_lines(row: Consultation, user: Any, type_: ItemType, form: forms.ManyForm) -> actions.Many:
    settings: dict[str, Any] = {"scale": row.rule.get("scale", [1, 9])} if type_ == ItemType.SCALE else {}
    return actions.add_many(
        consultation=row, user=user, type=type_, lines=form.cleaned_data["lines"], settings=settings
    )


def one(row: Consultation, number: int) -> Item:
    found = rows(row).filter(number=number).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def change(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One item; what was asked is shown, and says that it no longer changes."""
    row, user = frame.held(request, reference)
    item = one(row, number)
    form = forms.ItemForm(
        attempts.typed(request), type=ItemType(item.type), needs_cost=needs_cost(row), initial=forms.filled(item)
    )
    if attempts.attempt(form, lambda: actions.change_item(item=item, user=user, **form.item_fields())):
        frame.saved(request)
        return frame.back("items", row)
    return frame.page(
        request, row, "item", {"item": item, "form": form}, status=frame.REFUSED if form.is_bound else 200
    )


@require_POST
@frame.work
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    item = one(row, number)
    attempts.act(request, _("It is removed."), lambda: actions.remove_item(item=item, user=user))
    return frame.back("items", row)


@require_POST
@frame.work
def move(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One place up or down."""
    row, user = frame.held(request, reference)
    item = one(row, number)
    is_up = request.POST.get("way") == "up"
    attempts.act(request, _("The order has changed."), lambda: actions.move_item(item=item, user=user, is_up=is_up))
    return frame.back("items", row)
