"""The data of a Delphi, to be computed again by anybody; the rule of any method."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import answers
from boucle.together.consultations.queries import delphi_answers
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.views import result_files


def published(request: HttpRequest, reference: str) -> Collected:
    """Raises NotAllowed while results are hidden, or where so few answered that a line would be somebody."""
    row = result_files.find(request, reference, Method.DELPHI)
    found = delphi_answers.collected(row)
    result_files.check_enough(row, 0 if found.is_hidden else found.voices)
    return found


@require_safe
def answers_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    found = published(request, reference)
    return result_files.stream(f"{reference}-answers.csv", iter([answers.as_csv(found)]))


@require_safe
def answers_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    return result_files.as_json(answers.as_json(published(request, reference)))


@require_safe
def rule_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The rule to the byte: its SHA-256 is the print on the page."""
    row = result_files.find(request, reference, *Method)
    response = HttpResponse(answers.rule(row), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{reference}-rule.json"'
    return result_files.opened(response)
