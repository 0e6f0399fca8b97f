"""Following one's own fiche: the secret of its private link is the only identity."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Body, Router

from boucle.commons.opendata.api import inputs
from boucle.commons.opendata.api.problems import Invalid
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.models import Contribution

router = Router(tags=["follow"], auth=inputs.SecretBearer())


@router.get(
    "/follow",
    summary=gettext_noop("Where my fiche is"),
    description=gettext_noop("Its state, the question that a referent asks if there is one, its content, its history."),
    operation_id="follow",
)
def follow(request: HttpRequest) -> dict[str, Any]:
    contribution, _secret = request.auth  # type: ignore[attr-defined]  # set by the bearer
    return shown(contribution)


@router.put(
    "/follow",
    summary=gettext_noop("Correct my fiche"),
    description=gettext_noop(
        "The whole content, as in a proposal. `note` answers a question; `seen` is the number of the last step that "
        "was read: if another came since, nothing is written (409). What is public stays until a referent decides."
    ),
    operation_id="revise",
)
def revise(request: HttpRequest, sent: dict[str, Any] = Body(...)) -> dict[str, Any]:  # type: ignore[type-arg]  # noqa: B008
    contribution, secret = request.auth  # type: ignore[attr-defined]  # set by the bearer
    content = dict(sent)
    note, seen = str(content.pop("note", "") or "")[:1000], content.pop("seen", None)
    if seen is not None and not isinstance(seen, int):
        raise Invalid({"seen": [_("The number of a step.")]})
    form = inputs.valid_form(contribution.kind, content, home(contribution), contribution.situation)
    by = rules.By(secret=secret)
    row = lifecycle.revise(contribution=contribution, content=form.content(), by=by, note=note, seen=seen)
    return shown(row)


@router.post("/follow/verify", summary=gettext_noop("Say that it is still true"), operation_id="verify")
def verify(request: HttpRequest) -> dict[str, Any]:
    contribution, secret = request.auth  # type: ignore[attr-defined]  # set by the bearer
    return shown(lifecycle.verify(contribution=contribution, by=rules.By(secret=secret)))


@router.delete(
    "/follow",
    summary=gettext_noop("Take my fiche back"),
    description=gettext_noop(
        "Withdraws it; with `erase=true` its content and contacts are deleted too, and the secret stops working."
    ),
    operation_id="withdraw",
)
def withdraw(request: HttpRequest, erase: bool = False) -> dict[str, Any]:
    contribution, secret = request.auth  # type: ignore[attr-defined]  # set by the bearer
    by = rules.By(secret=secret)
    if erase:
        lifecycle.erase(contribution=contribution, by=by)
        return {"id": str(contribution.uid), "reference": contribution.reference, "state": "erased"}
    return shown(lifecycle.withdraw(contribution=contribution, by=by))


def home(contribution: Contribution) -> Any:
    """Where its form was opened: the territory of its situation, else its own."""
    return contribution.situation.territory if contribution.situation else contribution.territory


def shown(contribution: Contribution) -> dict[str, Any]:
    steps = list(contribution.transitions.order_by("number"))
    waiting = queries.waiting_revision(contribution)
    return {
        "id": str(contribution.uid),
        "reference": contribution.reference,
        "state": contribution.state,
        "question": next((step.note for step in reversed(steps) if step.verb == "return"), None)
        if contribution.state == "returned"
        else None,
        "content": queries.content(contribution),
        "waiting_revision": waiting.content if waiting else None,
        "history": [
            {"number": step.number, "verb": step.verb, "at": step.at, "by": step.role, "reason": step.reason or None}
            for step in steps
        ],
    }
