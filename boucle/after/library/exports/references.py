"""Sheets as files of references."""

from collections.abc import Iterable

from boucle.after.library.engine.formats import FORMATS
from boucle.after.library.models import Sheet
from boucle.after.library.queries.items import item


def written(rows: Iterable[Sheet], name: str) -> str:
    """These sheets in a format of `FORMATS`, in their order."""
    return FORMATS[name].write([item(each) for each in rows])
