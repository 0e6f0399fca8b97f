"""What every page of entries starts with: the section, who may be there, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache

from boucle.before.plans import registry, rules
from boucle.before.plans.models import Entry, Plan, Section
from boucle.before.plans.registry import EntryType
from boucle.foundation.accounts.models import User
from boucle.foundation.situations.views import standing

REFUSED = 422
View = Callable[..., HttpResponseBase]


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is said by `written`."""
    return never_cache(login_required(view))


def find(reference: str) -> Section:
    rows = Section.objects.select_related("contribution", "plan__territory", "parent")
    is_plain = reference.isascii() and reference.isalnum()
    section = rows.filter(contribution__reference=reference).first() if is_plain else None
    if section is None:
        raise Http404
    return section


def readable(request: HttpRequest, reference: str) -> Section:
    """One that this reader may read; for anybody else it does not exist."""
    section = find(reference)
    if not rules.can_read_section(section, request.user):
        raise Http404
    return dressed(request, section)


def written(request: HttpRequest, reference: str) -> tuple[Section, User, EntryType]:
    """The section, who writes it, and what it lists. Raises NotAllowed for whoever does not write it, Http404 where it
    is text only."""
    section = find(reference)
    rules.check_write(section, request.user)
    assert isinstance(request.user, User)
    type_ = registry.BY_CONTENT.get(section.content)
    if type_ is None:
        raise Http404
    return dressed(request, section), request.user, type_


def one(section: Section, type_: EntryType, number: int) -> Entry | None:
    rows = type_.model._default_manager.select_related("section__plan", "section__contribution")
    found: Entry | None = rows.filter(section=section, pk=number).first()
    return found


def dressed(request: HttpRequest, section: Section) -> Section:
    dress(request, section.plan)
    return section


def dress(request: HttpRequest, plan: Plan) -> None:
    """Tells the frame of the page where it is."""
    standing.dress(request, plan.territory)


def page(
    request: HttpRequest, section: Section, template: str, known: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "section": section,
        "plan": section.plan,
        "section_url": address("section", section.contribution.reference),
        "plan_url": address("plan", section.plan.slug),
        "frame": "site/work.html",
        **known,
    }
    return render(request, f"plans/entries/{template}.html", context, status=status)


def address(route: str, *args: str) -> str:
    """Nothing where nobody walks that way."""
    try:
        return reverse(f"plans:{route}", args=args)
    except NoReverseMatch:
        return ""


def back(section: Section) -> HttpResponse:
    return redirect("plans:entries", section.contribution.reference)
