"""Reads of the open-data door."""

from boucle.commons.opendata.queries.records import SHARED_FIELDS, Record, records

__all__ = ["SHARED_FIELDS", "Record", "records"]
