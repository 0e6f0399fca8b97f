"""Import: choose files, read what they would change row by row, then take them."""

import io
import secrets
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from boucle.before.dominos import actions
from boucle.before.dominos.forms.keep import FilesForm
from boucle.before.dominos.models import Inventory
from boucle.before.dominos.queries import incoming
from boucle.before.dominos.queries.incoming_shapes import Incoming
from boucle.before.dominos.views.keep import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts

HOUR = 60 * 60
FILES = ("services", "needs", "cuts")
NAMES = {
    "services": gettext_lazy("services"),
    "dependencies": gettext_lazy("dependencies"),
    "schedules": gettext_lazy("schedules"),
}
TOLD = 200  # rows set aside that a page tells


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def choose(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    form = FilesForm(attempts.typed(request), request.FILES if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token = secrets.token_urlsafe(16)
        cache.set(key(row, user, token), held(form.cleaned_data), HOUR)
        return frame.back("import_check", row, token)
    return frame.page(request, row, "import", {"form": form}, status=attempts.status_of(form))


def held(typed: dict[str, Any]) -> dict[str, Any]:
    files = {name: typed[name].read() if typed[name] else None for name in FILES}
    return {**files, "source": ", ".join(typed[name].name for name in FILES if typed[name])[:300]}


def key(row: Inventory, user: User, token: str) -> str:
    return f"dominos:import:{row.pk}:{user.pk}:{token}"


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def check(request: HttpRequest, slug: str, token: str) -> HttpResponseBase:
    """What the files would change; a press takes them. 404 an hour after they were chosen."""
    row, user = frame.held(request, slug)
    kept = cache.get(key(row, user, token))
    if kept is None:
        raise Http404
    services, needs, cuts = (opened(kept[name]) for name in FILES)
    read = incoming.read(row, services, needs, kept["source"], cuts)
    if request.method == "POST" and not read.refusal:
        attempts.act(request, _("It is taken. The same files again change nothing."), lambda: take(row, user, read))
        cache.delete(key(row, user, token))
        return frame.back("keep", row)
    return frame.page(request, row, "import_check", {"read": read, **told(read)})


def take(row: Inventory, user: User, read: Incoming) -> None:
    actions.take(inventory=row, user=user, read=read)


def opened(kept: bytes | None) -> io.BytesIO | None:
    return None if kept is None else io.BytesIO(kept)


def told(read: Incoming) -> dict[str, Any]:
    aside = [(file, one) for file, one in read.problems if not one.is_kept]
    noted = [(file, one) for file, one in read.problems if one.is_kept]
    return {
        "counts": counts(read),
        "schedules": read.schedules[:TOLD],
        "schedules_more": max(0, len(read.schedules) - TOLD),
        "aside": [said(file, one) for file, one in aside[:TOLD]],
        "noted": [said(file, one) for file, one in noted[:TOLD]],
        "more": max(0, len(aside) - TOLD),
        "aside_count": len(aside),
    }


def counts(read: Incoming) -> list[str]:
    """What the files bring, each as a sentence; nothing is not told."""
    new = sum(one.pk is None for one in read.services)
    changed = len(read.services) - new
    needs = len(read.needs)
    fresh = sum(one.pk is None for one in read.schedules)
    cuts = sum(len(one.cuts) for one in read.schedules)
    sentences = {
        ngettext("%(count)s new service", "%(count)s new services", new): new,
        ngettext("%(count)s service changes", "%(count)s services change", changed): changed,
        ngettext("%(count)s dependency read", "%(count)s dependencies read", needs): needs,
        ngettext("%(count)s new schedule", "%(count)s new schedules", fresh): fresh,
        ngettext("%(count)s new cut", "%(count)s new cuts", cuts): cuts,
    }
    return [sentence % {"count": count} for sentence, count in sentences.items() if count]


def said(file: str, one: Any) -> tuple[str, int, str]:
    return str(NAMES[file]), one.line, _(one.sentence) % one.values
