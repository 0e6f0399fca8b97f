"""Reads for imports: what a file's columns may become, which themes may be meant, how far a run is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from boucle.commons.opendata.engine import mapping, words
from boucle.commons.opendata.enums import Outcome, Stage
from boucle.commons.opendata.models import ImportRow, ImportRun
from boucle.foundation.lifecycle import registry
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation

OWN_TARGETS = {
    words.ID: _("identifier in the file"),
    words.POSTAL_CODE: _("postal code"),
    words.KEYWORDS: _("keywords"),
    "contact_name": _("who to reach, never shown"),
    "contact_email": _("private e-mail, never shown"),
    "contact_phone": _("private telephone, never shown"),
    words.SOURCE: _("where the row comes from, shown"),
}
NOT_OFFERED = {
    "territory", "always", "opens", "closes", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
}  # fmt: skip
SAMPLE = 5
MOST_CATEGORIES = 200


def form_class(kind: str) -> type[forms.Form]:
    """The form by which this kind is written: the page's, the API's and the import's."""
    found: type[forms.Form] = import_string(registry.kind(kind).form_class)
    return found


def importable_kinds() -> list[registry.Kind]:
    return [kind for kind in sorted(registry.KINDS.values(), key=lambda each: each.number) if kind.form_class]


def targets(kind: str) -> dict[str, Any]:
    """What a column may become, with its label: the fields of the kind's form, and what only a file has."""
    fields = form_class(kind).base_fields
    labels = registry.kind(kind).labels
    own = {name: labels.get(name) or field.label or name for name, field in fields.items() if name not in NOT_OFFERED}
    return {**own, **OWN_TARGETS}


def theme_words(situation: Situation | None) -> list[mapping.ThemeWords]:
    """The themes that a row may have: those of the situation and those below them, or all."""

    def walk(branches: Sequence[situations.Branch], above: str) -> Iterator[mapping.ThemeWords]:
        for branch in branches:
            yield mapping.ThemeWords(branch.theme.slug, above, (branch.theme.name_fr, branch.theme.name_en))
            yield from walk(branch.children, branch.theme.slug)

    return list(walk(situations.offered_themes(situation), ""))


def samples(run: ImportRun) -> list[ImportRow]:
    return list(run.rows.filter(problem="")[:SAMPLE])


def categories(run: ImportRun) -> list[str]:
    """The categories that the file uses, in its order; at most two hundred."""
    columns = [column for column, target in run.mapping.items() if target == "theme"]
    found: dict[str, None] = {}
    for cells in run.rows.filter(problem="").values_list("cells", flat=True).iterator(chunk_size=500):
        said = ", ".join(cells[column] for column in columns if cells.get(column))
        if said and len(found) < MOST_CATEGORIES:
            found.setdefault(said)
    return list(found)


def counts(run: ImportRun) -> dict[str, int]:
    """Rows by outcome, and `waiting`: those not looked at yet. They add up to `run.total`."""
    each = {outcome.value: Count("pk", filter=Q(outcome=outcome.value)) for outcome in Outcome}
    found: dict[str, int] = run.rows.aggregate(**each, waiting=Count("pk", filter=Q(outcome="")))
    return found


def runs_to_do() -> list[int]:
    return list(
        ImportRun.objects.filter(stage__in=[Stage.TRYING, Stage.WAITING]).order_by("id").values_list("pk", flat=True)
    )


def report(run: ImportRun) -> Iterator[ImportRow]:
    """Every row in the file's order, a few at a time."""
    return run.rows.select_related("contribution").order_by("number").iterator(chunk_size=500)
