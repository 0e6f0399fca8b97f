"""The public page of a situation: what is said, what is there, and, once it is closed, what it left."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boucle.commons.moderation.exports import archive as exports
from boucle.commons.moderation.queries import figures
from boucle.commons.moderation.queries import situation as queries
from boucle.commons.moderation.queries import situation_public as public
from boucle.commons.moderation.views import situation_frame as frame
from boucle.foundation.core import ready
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory


@require_safe
def page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """An open situation with its fiches; a closed one with its figures and its archive."""
    territory = get_object_or_404(Territory, slug=slug)
    situation = frame.shown(territory, name)
    standing.stand(request, territory, situation)
    context = {"situation": situation, "formats": exports.FORMATS, "room": "boucle.during"}
    if situation.is_closed:
        figures_of_close = public.closing(situation)
        shown = render(request, "moderation/situation_closed.html", context | {"closing": figures_of_close})
        return ready.public(shown, territory)
    scope = figures.Scope(territory, situation)
    context |= {"themes": public.themes(scope), "latest": public.latest(scope), "total": public.total(scope)}
    return ready.public(render(request, "moderation/situation_public.html", context), territory)


@require_safe
def archive(request: HttpRequest, slug: str, name: str, extension: str) -> HttpResponse | StreamingHttpResponse:
    """The archive of a closed situation; an exercise has none: it never reaches open data."""
    territory = get_object_or_404(Territory, slug=slug)
    situation = frame.shown(territory, name)
    if not situation.is_closed or not queries.can_hand_over(situation) or extension not in exports.FORMATS:
        raise Http404
    answer = StreamingHttpResponse(
        exports.stream(queries.archive(situation), extension), content_type=exports.FORMATS[extension]
    )
    answer["Content-Disposition"] = f'attachment; filename="{situation.slug}.{extension}"'
    return answer
