"""What every document starts with: the plan, who may have it, the bytes."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from boucle.before.plans import rules
from boucle.before.plans.actions import paper_readings as actions
from boucle.before.plans.exports import paper
from boucle.before.plans.exports.paper import Paper
from boucle.before.plans.models import Card, Plan
from boucle.before.plans.queries import packs, papers, whole_plan
from boucle.before.plans.queries.packs import Pack
from boucle.before.plans.queries.papers import Placed, Whole
from boucle.before.plans.views.entries import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.models import Contact

LONGEST_ROLE = 60


def found(slug: str) -> Plan:
    row = whole_plan.by_slug(slug)
    if row is None:
        raise Http404
    return row


def opened(row: Plan) -> Whole:
    """As everybody reads it. Raises Http404 for a plan in preparation."""
    if not row.is_open:
        raise Http404
    return papers.whole(row, is_staff=False)


def whole(request: HttpRequest, row: Plan) -> tuple[Whole, User]:
    """As its crisis staff reads it. Raises NotAllowed."""
    rules.check_staff(row, request.user)
    assert isinstance(request.user, User)
    return papers.whole(row, is_staff=True), request.user


def placed(seen: Whole, reference: str) -> Placed:
    section = papers.part(seen, frame.find(reference))
    if section is None:
        raise Http404
    return section


def card(section: Placed, number: int) -> Card:
    rows = section.listed.rows if section.listed else []
    entry = next((row.entry for row in rows if row.entry.pk == number), None)
    if not isinstance(entry, Card):
        raise Http404
    return entry


def pack(seen: Whole, request: HttpRequest) -> Pack:
    """Of `?role=`: the name of a role, or a discipline."""
    made = packs.pack(seen, request.GET.get("role", "")[:LONGEST_ROLE])
    if made is None:
        raise Http404
    return made


def given(document: Paper, row: Plan, name: str) -> HttpResponse:
    """For everybody: the same bytes until something changes in the territory."""
    return ready.public(attached(document, row, name), row.territory)


def handed(document: Paper, row: Plan, name: str, reader: User, contacts: Iterable[Contact]) -> HttpResponse:
    """For the crisis staff; whose details leave, and with whom, is noted."""
    response = attached(document, row, f"equipe-{name}")
    actions.note(plan=row, contacts=contacts, reader=reader)
    return ready.private(response)


def attached(document: Paper, row: Plan, name: str) -> HttpResponse:
    response = HttpResponse(paper.pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(row.slug)}-{slugify(name)}.pdf"'
    return response
