"""The link of a letter: a question, and two buttons. Machines open links, they press no button."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from boucle.foundation.actors import actions, rules
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Meeting, Tie
from boucle.foundation.actors.queries import asking, finding
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.views import standing
from boucle.together.directory.queries import private

GONE, STALE = 410, 409


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Somebody would like to meet you: accept, or decline."""
    row = asking.by_secret(Meeting, secret)
    if row is None:
        return gone(request)
    return answer(
        request,
        row,
        "directory/answer/meeting.html",
        accept=lambda: actions.accept_meeting(meeting=row),
        decline=lambda: actions.decline_meeting(meeting=row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Somebody says that you work together: confirm, or not."""
    row = asking.by_secret(Tie, secret)
    if row is None:
        return gone(request)
    return answer(
        request,
        row,
        "directory/answer/tie.html",
        accept=lambda: actions.accept_tie(tie=row),
        decline=lambda: actions.decline_tie(tie=row),
    )


def answer(
    request: HttpRequest, row: Any, template: str, *, accept: Callable[[], Any], decline: Callable[[], Any]
) -> HttpResponseBase:
    """`answer=yes` or `no`; what was answered once is shown, whoever presses again."""
    standing.dress(request, finding.home(row.asked.contribution))
    status, said = 200, ""
    if request.method == "POST":
        try:
            row = accept() if request.POST.get("answer") == "yes" else decline()
        except NotPossible as refusal:
            status, said = STALE, str(refusal)
            row.refresh_from_db(fields=["answer", "answered_at"])
    state = standing_of(row)
    is_settled = state in {Answer.ACCEPTED, Answer.DECLINED}  # the page says so itself
    known: dict[str, Any] = {"question": row, "other": row.asker, "said": "" if is_settled else said, "state": state}
    if state == Answer.ASKED:
        known["reasons"] = private.reasons(row.asked, row.asker)
    return ready.private(standing.page(request, template, known, status=status))


def standing_of(row: Tie | Meeting) -> Answer:
    """As it stands for whoever opens its link: what nobody can accept any more is told as too late."""
    if row.answer in {Answer.ACCEPTED, Answer.DECLINED}:
        return Answer(row.answer)
    both = row.asker.contribution.is_public and row.asked.contribution.is_public
    return Answer.ASKED if both and rules.is_open(row) else Answer.EXPIRED


def gone(request: HttpRequest) -> HttpResponse:
    return ready.private(standing.page(request, "directory/follow/stale.html", {}, status=GONE))
