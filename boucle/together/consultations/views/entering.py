"""Coming in: by the private link, or by the code of a letter on paper."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.queries import codes
from boucle.together.consultations.views import frames

REFUSED = 422


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
def take_part(request: HttpRequest, code: str) -> HttpResponseBase:
    """Leads to what the holder of a code has to do now."""
    try:
        voice = actions.enter(code=code)
    except NotPossible as refusal:
        known = {"typed": code[:40], "said": str(refusal)}
        return frames.private(render(request, "consultations/type_code.html", known, status=404))
    frames.dressed(request, voice.consultation)
    return frames.private(render(request, "consultations/consultation.html", {"row": voice.consultation}))
