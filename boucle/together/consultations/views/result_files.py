"""Files of results: who may have them, and how they leave."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.rules import NotAllowed
from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.views import frames

INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
CSV, PABULIB = "text/csv; charset=utf-8", "text/plain; charset=utf-8"


def are_shown(row: Consultation) -> bool:
    """Results of a consultation that hides them are shown at the close, not before."""
    return row.is_over or not row.is_hidden


def are_open(row: Consultation) -> bool:
    """What is invented for an exercise or a test never leaves as data."""
    return row.contribution.nature not in frames.TRIALS


def find(request: HttpRequest, reference: str, *methods: Method) -> Consultation:
    """Raises Http404 for another method, NotAllowed with a sentence before the close and for an exercise."""
    row = frames.dressed(request, frames.public(reference))
    if row.method not in methods:
        raise Http404
    if not are_shown(row):
        raise NotAllowed(_("Results stay hidden until the close."))
    if not are_open(row):
        raise NotAllowed(_("This is an exercise: its data never leaves."))
    return row


def check_over(row: Consultation) -> None:
    """Raises NotAllowed before the close, also where what people said is shown on the way."""
    if not row.is_over:
        raise NotAllowed(_("Results stay hidden until the close."))


def check_enough(row: Consultation, people: int) -> None:
    """Raises NotAllowed where so few took part that a file without names would still tell who said what."""
    if people < row.minimum_cell:
        said = _("Fewer than %(count)s people took part: what they said is not given away.")
        raise NotAllowed(said % {"count": row.minimum_cell})


def stream(name: str, pieces: Iterator[str], kind: str = CSV) -> HttpResponseBase:
    answer = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return opened(answer)


def as_json(content: Any) -> HttpResponseBase:
    return opened(HttpResponse(orjson.dumps(content, option=INDENTED), content_type="application/json"))


def opened(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    return answer


def later() -> HttpResponseBase:
    """What is being computed is there in a moment."""
    said = _("The map is being computed: come back in a minute.")
    answer = HttpResponse(said, content_type="text/plain; charset=utf-8", status=503)
    answer["Retry-After"] = "60"
    return answer
