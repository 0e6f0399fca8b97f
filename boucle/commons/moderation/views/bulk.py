"""Deciding on many items at once: each for itself, and a report that says what became of each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.commons.moderation import actions, rules
from boucle.commons.moderation.enums import Tab
from boucle.commons.moderation.forms.decision import BulkForm
from boucle.commons.moderation.queries import queue as queues
from boucle.commons.moderation.views import desk
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.models import Contribution

MOST = 50  # items of one page, and of one decision


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bulk(request: HttpRequest) -> HttpResponse:
    rules.check_sit(who.member(request))
    if request.method != "POST":
        return draw(request, BulkForm())
    form, chosen = BulkForm(request.POST), request.POST.getlist("item")[:MOST]
    if not chosen:
        form.add_error(None, _("Tick at least one fiche."))
    if not form.is_valid():
        return draw(request, form, chosen=chosen, status=422)
    return report(request, form, chosen)


def report(request: HttpRequest, form: BulkForm, chosen: list[str]) -> HttpResponse:
    user, seen = who.member(request), dict(read(each) for each in chosen)
    rows = visible(request, list(seen))
    outcomes = actions.decide_many(
        rows=rows,
        seen=[seen[row.reference] for row in rows],
        verb=form.cleaned_data["verb"],
        user=user,
        reason=form.cleaned_data["reason"],
    )
    done = [each for each in outcomes if not each.refusal]
    context = frame(request) | {
        "verb": form.cleaned_data["verb"],
        "done": done,
        "refused": [each for each in outcomes if each.refusal],
        "gone": len(seen) - len(rows),
    }
    return render(request, "moderation/bulk_report.html", context)


def read(value: str) -> tuple[str, int | None]:
    """`7Q4K2ZB:3` is an item and the last line of its history that the page showed."""
    reference, _colon, number = value.partition(":")
    return reference, int(number) if number.isascii() and number.isdigit() else None


def visible(request: HttpRequest, references: list[str]) -> list[Contribution]:
    """The fiches in somebody's scope, in the order given; forged references count for nothing."""
    sound = [each for each in references if each.isascii() and each.isalnum()]
    found = {row.reference: row for row in queues.in_scope(who.member(request)).filter(reference__in=sound)}
    return [found[each] for each in references if each in found]


def draw(request: HttpRequest, form: BulkForm, *, chosen: list[str] | None = None, status: int = 200) -> HttpResponse:
    user = who.member(request)
    queue = queues.queue(user, desk.tab(request))
    references = queue.page(after=request.GET.get("apres", ""), size=MOST)
    context = frame(request) | {
        "form": form,
        "queue": queue,
        "tabs": [(each, queue.counts[each.value], reverse("moderation:bulk") + desk.query(each)) for each in Tab],
        "lines": queues.lines(references, user),
        "next_page": references[-1] if references and references[-1] != queue.order[-1] else "",
        "chosen": {read(each)[0] for each in chosen or []},
    }
    return render(request, "moderation/bulk.html", context, status=status)


def frame(request: HttpRequest) -> dict[str, object]:
    desk.stand(request, who.member(request))
    return {"part": desk.tab(request), "suffix": desk.query(desk.tab(request))}
