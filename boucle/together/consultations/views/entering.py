"""Coming in: by the private link, or by the code of a letter on paper."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.core import ready
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.forms import joining as forms
from boucle.together.consultations.models import Consultation, Voice
from boucle.together.consultations.queries import codes, finding, sheets
from boucle.together.consultations.views import frames, holding

REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponseBase:
    """For whoever has a letter and no link."""
    typed = request.POST.get("code", "")
    signs = codes.read(typed)
    if signs:
        return redirect("consultations:take_part", codes.shown(signs))
    said = _("A code has twelve letters and digits, such as 7K4P-92QX-M3TD.") if request.method == "POST" else ""
    known = {"typed": typed[:40], "said": said}
    return render(request, "consultations/type_code.html", known, status=REFUSED if said else 200)


@never_cache
@require_http_methods(["GET", "HEAD"])
@holding.holder
def take_part(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """What the holder of a code has to do now; a vote on one single thing shows it at once."""
    round_ = finding.open_round(voice.consultation)
    if round_ is not None and voice.consultation.method == Method.VOTE:
        filled = sheets.filled(voice, round_)
        if filled.total == 1 and filled.done == 0:
            return redirect(first_page(filled, code))
    return holding.show(request, voice, code)


def first_page(filled: sheets.Filled, code: str) -> str:
    if filled.options:
        return reverse("consultations:ballot", args=[code])
    return reverse("consultations:answer", args=[code, filled.lines[0].item.number])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, reference: str) -> HttpResponseBase:
    """For whoever comes by themselves: a POST draws their code, and shows it once."""
    row = frames.dressed(request, frames.public(reference))
    groups = list(row.groups.all())
    form = forms.JoinForm(request.POST if request.method == "POST" else None, groups=groups)
    if request.method != "POST" or ("drawn" not in request.POST and groups):
        return ask(request, row, forms.JoinForm(groups=groups))
    if not form.is_valid():
        return ask(request, row, form, status=REFUSED)
    if not rules.may_join(request):
        form.add_error(None, _("A great many people joined from your network this hour. Try again in an hour."))
        return ask(request, row, form, status=TOO_MANY)
    try:
        _voice, code = actions.join(consultation=row, group=form.group(), code=form.cleaned_data["drawn"])
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return ask(request, row, form, status=409)
    return ready.private(redirect("consultations:link", code))


def ask(request: HttpRequest, row: Consultation, form: forms.JoinForm, *, status: int = 200) -> HttpResponse:
    known = {"row": row, "form": form, "may_join": row.access == Access.PUBLIC and not row.is_over}
    return render(request, "consultations/participate/join.html", known, status=status)


@never_cache
@require_http_methods(["GET", "HEAD"])
@holding.holder
def link(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """The code to keep: to write down, to print, to scan with another telephone."""
    row = frames.dressed(request, voice.consultation)
    address = request.build_absolute_uri(reverse("consultations:take_part", args=[code]))
    known = {"row": row, "code": codes.shown(codes.read(code)), "address": address}
    return render(request, "consultations/participate/link.html", known)
