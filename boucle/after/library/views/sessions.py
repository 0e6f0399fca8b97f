"""A session, or a whole report, as one document."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.after.library.enums import Variety
from boucle.after.library.exports import documents
from boucle.after.library.views import frames


@require_safe
def document(request: HttpRequest, reference: str, name: str) -> HttpResponseBase:
    """HTML to read at once, PDF and ODT to take away."""
    found = frames.sheet(request, reference)
    made = documents.made(found, name) if found.variety == Variety.SESSION else None
    if made is None:
        raise Http404
    response = HttpResponse(made.body, content_type=made.type)
    if name != "html":
        response["Content-Disposition"] = f'attachment; filename="boucle-{reference.lower()}.{name}"'
    return frames.shared(request, response)
