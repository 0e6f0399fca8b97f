"""Closing: what each fiche becomes, what will happen, then the act."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation.actions import close as actions
from boucle.commons.moderation.forms.situation_close import CloseForm
from boucle.commons.moderation.queries import situation as queries
from boucle.commons.moderation.views import situation_frame as frame
from boucle.foundation.situations.models import Situation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Choose what stays; read what will happen; close. Only the last step writes."""
    territory, user = frame.coordinated(request, slug)
    situation = frame.managed(territory, name)
    if situation.is_closed:
        return redirect("moderation:situation_public", territory.slug, situation.slug)
    lots = queries.lots(situation)
    form = CloseForm(request.POST or None, lots=lots)
    context = {**frame.frame(request, situation), "lots": lots, "form": form}
    if not form.is_valid() or request.POST.get("step") == "choose":
        return render(request, "moderation/situation_close.html", context | chosen(form, situation))
    if request.POST.get("step") != "close":
        preview = queries.preview(situation, form.hand_over())
        return render(
            request, "moderation/situation_preview.html", context | chosen(form, situation) | {"preview": preview}
        )
    closed = actions.close_situation(situation=situation, by=user, hand_over=form.hand_over())
    actions.finish(situation=closed)
    messages.success(request, _("“%(name)s” is closed.") % {"name": closed.name})
    return redirect("moderation:situation_public", territory.slug, closed.slug)


def chosen(form: CloseForm, situation: Situation) -> dict[str, object]:
    picked = form.hand_over() if form.is_valid() else queries.HandOver()
    return {
        "kept_themes": picked.theme_ids,
        "kept_fiches": picked.contribution_ids,
        "can_hand_over": queries.can_hand_over(situation),
    }
