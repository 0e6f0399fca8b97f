"""docs/reference/export-columns.md, written from the columns themselves."""

from collections.abc import Sequence

from django.utils import translation

from boucle.commons.opendata.exports import columns
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.registry import Column

HEAD = """# Columns of the exports

Written from the code, compared by tests/docs/test_opendata.py (`BOUCLE_WRITE_DOCS=1` writes it again). The same names
in JSON, CSV and GeoJSON (whose `id` and coordinates stand outside the properties). Dates are ISO 8601, moments in UTC;
in CSV a list is separated by `|`.

"""


def markdown() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        tables = [table("Every kind", columns.SHARED)]
        kinds = sorted(registry.KINDS.values(), key=lambda kind: kind.number)
        tables += [table(f"Kind `{kind.code}`", kind.columns) for kind in kinds]
        return HEAD + "\n".join(tables)


def table(title: str, listed: Sequence[Column]) -> str:
    rows = [f"| `{column.name}` | {column.meaning} | {columns.HXL.get(column.name, '')} |" for column in listed]
    return "\n".join([f"## {title}", "", "| column | meaning | HXL |", "|---|---|---|", *rows, ""])
