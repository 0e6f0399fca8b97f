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
from boucle.commons.opendata.queries.records import SHARED_FIELDS, Record, record, records

__all__ = [
    "SHARED_FIELDS",
    "Record",
    "categories",
    "counts",
    "form_class",
    "importable_kinds",
    "record",
    "records",
    "report",
    "runs_to_do",
    "samples",
    "targets",
    "theme_words",
]
