"""What every work page starts with: somebody who is signed in, a plan or a section, the right to write it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from boucle.before.plans import rules
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import finding
from boucle.before.plans.views import frames
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing

MOST_DIGITS = 8
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Sheet:
    """What a page with one form says around it."""

    title: Any
    lede: Any
    button: Any
    back: str


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is asked by `kept` and `written`."""
    return never_cache(login_required(view))


def kept(request: HttpRequest, slug: str) -> tuple[Plan, User]:
    """A plan and who keeps it. Raises Http404 for none, NotAllowed for anybody else."""
    row = finding.by_slug(slug)
    if row is None:
        raise Http404
    rules.check_keep(row, request.user)
    standing.dress(request, row.territory)
    return row, who.member(request)


def kept_section(request: HttpRequest, reference: str) -> tuple[Section, User]:
    """A section and who keeps its plan."""
    row, user = found(request, reference)
    rules.check_keep(row.plan, user)
    return row, user


def written(request: HttpRequest, reference: str) -> tuple[Section, User]:
    """A section and who writes it: its keeper too."""
    row, user = found(request, reference)
    rules.check_write(row, user)
    return row, user


def found(request: HttpRequest, reference: str) -> tuple[Section, User]:
    row = finding.section(reference)
    if row is None:
        raise Http404
    standing.dress(request, row.plan.territory)
    return row, who.member(request)


def seen(request: HttpRequest) -> int | None:
    """The last step that the page with the button showed."""
    asked = request.POST.get("seen", "")
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) <= MOST_DIGITS else None


def sheet(request: HttpRequest, form: Any, words: Sheet, known: dict[str, Any], template: str = "form") -> HttpResponse:
    """A page with one form; sent in vain, it says why and everything is still there."""
    status = attempts.status_of(form)
    return frames.page(request, f"plans/work/{template}.html", {"form": form, "sheet": words, **known}, status=status)


def saved(request: HttpRequest) -> None:
    messages.success(request, _("It is saved."))


def back(row: Section) -> HttpResponse:
    return redirect("plans:section", row.contribution.reference)
