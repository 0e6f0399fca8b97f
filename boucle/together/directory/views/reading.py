"""An actor as everybody sees them, the way to meet them, and the picture of who works with whom."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from boucle.commons.maps.queries import drawing
from boucle.foundation.accounts.views import who
from boucle.foundation.actors.queries import finding
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.situations.views import standing
from boucle.together.directory.forms.asking import LinkForm
from boucle.together.directory.queries import pages, pictures
from boucle.together.directory.views import frames

REFUSED = 422


@require_safe
def actor(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The page of an actor: 301 after a merge or for another spelling, 404 for who is not shown."""
    row = lifecycle.by_reference(reference)
    if row is not None and row.kind == "actor" and (row.merged_into is not None or row.reference != reference):
        return redirect("directory:actor", lifecycle.survivor(row).reference, permanent=True)
    found = frames.actor(request, reference)
    one = found.contribution
    known = {
        "actor": found,
        "row": one,
        "shown": pages.shown(found),
        "map": drawing.of_point(one.territory, one.lat, one.lon, one.title),
        "is_mine": one.author_id is not None and one.author_id == request.user.pk,
    }
    return frames.shared(request, standing.page(request, "directory/actor.html", known))


@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Who would like to meet them says who they are: by their private link, pasted here and kept nowhere."""
    found = frames.actor(request, reference)
    if not found.contribution.is_public:
        raise Http404
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if finding.actor_of(lifecycle.by_secret(form.secret)) is not None:
            return redirect("directory:ask_to_meet", form.secret, found.contribution.reference)
        form.add_error("link", form.unknown())
    mine = [each for each in finding.of_user(who.reader(request)) if each.pk != found.pk]
    known = {"actor": found, "row": found.contribution, "form": form, "mine": mine}
    status = REFUSED if form.is_bound else 200
    return ready.private(standing.page(request, "directory/meet.html", known, status=status))


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse | HttpResponseBase:
    """Who works with whom in a territory, once both have said so."""
    place = frames.open_territory(request, slug)
    known = {"place": place, "figure": pictures.who_works_with_whom(place)}
    return frames.shared(request, standing.page(request, "directory/picture.html", known))
