"""Which engine's words are spoken here."""

from types import ModuleType

from django.db import connection

from boucle.commons.search.queries import postgresql, sqlite


def dialect() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql
