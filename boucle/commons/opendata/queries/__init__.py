"""Reads of the open-data door."""

from boucle.commons.opendata.queries.imports import (
    categories,
    counts,
    form_class,
    importable_kinds,
    report,
    runs_to_do,
    samples,
    targets,
    theme_words,
)

__all__ = [
    "categories",
    "counts",
    "form_class",
    "importable_kinds",
    "report",
    "runs_to_do",
    "samples",
    "targets",
    "theme_words",
]
