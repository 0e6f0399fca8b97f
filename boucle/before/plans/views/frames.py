"""What every page of a plan starts with: its territory, the plan, who reads."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from boucle.before.plans import rules
from boucle.before.plans.models import Note, Plan, Section
from boucle.before.plans.queries import finding
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.views import standing

PARTS = (
    ("plan", gettext_lazy("Sections of the plan")),
    ("law", gettext_lazy("What the law asks")),
    ("scenarios", gettext_lazy("Scenarios")),
    ("papers", gettext_lazy("On paper")),
    ("ways", gettext_lazy("Ways of planning")),
)  # each is shown where its route exists
MEMBERS_ONLY = ("scenarios",)


@dataclass(frozen=True)
class Part:
    label: Any  # lazy
    url: str
    is_current: bool


def plan(request: HttpRequest, slug: str) -> Plan:
    """One that this reader may read. Raises Http404: a plan in preparation does not show that it exists."""
    found = finding.by_slug(slug)
    if found is None or not rules.can_read(found, request.user):
        raise Http404
    standing.dress(request, found.territory)
    return found


def section(request: HttpRequest, reference: str) -> Section:
    """The same for a section; one that left the plan is found, its page says that it is gone."""
    found = finding.section(reference)
    if found is None or not (rules.can_see(found, request.user) or is_gone(found)):
        raise Http404
    standing.dress(request, found.plan.territory)
    return found


def is_gone(section: Section) -> bool:
    """The public has read it, and does not any more."""
    row = section.contribution
    return section.plan.is_open and row.state == State.ARCHIVED and row.published_at is not None


def note(reference: str) -> Note:
    """A published one. Raises Http404."""
    found = finding.note(reference)
    if found is None or not found.contribution.is_public or not found.section.plan.is_open:
        raise Http404
    return found


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """With the ways to the parts of its plan, where it has one."""
    found = known.get("plan")
    context = {"parts": parts(request, found) if found is not None else [], **known}
    return standing.page(request, template, context, status=status)


def parts(request: HttpRequest, row: Plan) -> list[Part]:
    """The ways to the parts of a plan; a section's page belongs to the first. Without an account, those that everybody
    reads."""
    is_member = request.user.is_authenticated
    urls = [(label, address(route, row)) for route, label in PARTS if is_member or route not in MEMBERS_ONLY]
    here = max((url for _label, url in urls if url and request.path.startswith(url)), key=len, default=urls[0][1])
    return [Part(label, url, url == here) for label, url in urls if url]


def address(route: str, row: Plan) -> str:
    try:
        return reverse(f"plans:{route}", args=[row.slug])
    except NoReverseMatch:
        return ""
