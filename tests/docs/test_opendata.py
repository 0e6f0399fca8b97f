"""The pages of the programming interface and of the exported columns say what the code does."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from boucle.commons.opendata.api import reference as api
from boucle.commons.opendata.exports import reference as columns

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize(("name", "written"), [("api.md", api.markdown), ("export-columns.md", columns.markdown)])
def test_the_reference_page_is_the_code(name: str, written: Callable[[], str], db: None) -> None:
    page = FOLDER / name
    if os.environ.get("BOUCLE_WRITE_DOCS"):
        page.write_text(written(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == written()
