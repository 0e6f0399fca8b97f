"""The desk of one consultation: the next step, who takes part, the rounds."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.queries import steps, told_people
from boucle.together.consultations.views.facilitate import frame


@require_safe
@frame.work
def desk(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, _user = frame.held(request, reference)
    rounds = list(row.rounds.all())
    opened = [one for one in rounds if one.opened_at is not None]
    here = opened[-1] if opened else None
    known = {
        "step": steps.next_step(row, rounds),
        "ready": steps.ready(row, rounds) if row.opened_at is None else [],
        "rounds": rounds,
        "here": here,
        "people": told_people.of(row, here),
        "late": told_people.late(row),
        "rule": rule_words.sentences(row),
    }
    return frame.page(request, row, "desk", known)
