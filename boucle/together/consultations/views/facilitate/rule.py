"""The rule of decision: plain fields, the sentence that they make, the JSON; then its lock."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.forms import rule as forms
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.views.facilitate import frame


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def rule(request: HttpRequest, reference: str) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    is_letter = "letter" in request.POST
    data = attempts.typed(request)
    form = forms.FORMS[Method(row.method)](None if is_letter else data, rule=row.rule)
    letter = forms.LetterForm(data if is_letter else None, initial={"letter": row.rule})
    if data is not None and attempts.attempt(letter if is_letter else form, lambda: write(row, user, letter, form)):
        frame.saved(request)
        return frame.back("rule", row)
    known = {"form": form, "letter": letter, "sentences": rule_words.sentences(row)}
    return frame.page(request, row, "rule", known, status=frame.REFUSED if data is not None else 200)


def write(row: Consultation, user: Any, letter: forms.LetterForm, form: forms.RuleForm) -> None:
    written = letter.cleaned_data["letter"] if letter.is_bound else form.rule()
    actions.write_rule(consultation=row, user=user, rule=written)
