"""Reads of the open-data door."""

from boucle.commons.opendata.queries.imports import (
    NOT_OFFERED,
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
from boucle.commons.opendata.queries.keys import followed, key_of

__all__ = [
    "NOT_OFFERED",
    "categories",
    "counts",
    "followed",
    "form_class",
    "importable_kinds",
    "key_of",
    "report",
    "runs_to_do",
    "samples",
    "targets",
    "theme_words",
]
