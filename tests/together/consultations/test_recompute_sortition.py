"""`boucle recompute sortition`, on the example of its reference page."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.utils import translation

from boucle.together.consultations.management.recompute import sortition

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "recompute-sortition.md"
TEXT = PAGE.read_text(encoding="utf-8")


def recompute(*words: str | Path) -> dict[str, Any]:
    parser = ArgumentParser()
    sortition.add_arguments(parser)
    with translation.override("en"):
        return sortition.run(vars(parser.parse_args([str(word) for word in words])))


def example(tmp_path: Path, old: str = "\n", new: str = "\n") -> tuple[Path, Path]:
    """The two files of the reference page, changed in one place."""
    paths = tmp_path / "pool.csv", tmp_path / "quotas.csv"
    for path, text in zip(paths, re.findall(r"```csv\n(.*?)```", TEXT, re.S), strict=True):
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(new in path.read_text(encoding="utf-8") for path in paths)
    return paths


def refusal(*words: str | Path) -> str:
    with pytest.raises(CommandError) as caught:
        recompute(*words)
    return str(caught.value)


def test_the_page_shows_what_the_command_prints(tmp_path: Path) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", TEXT, re.S)[0])
    assert recompute(*example(tmp_path), "--seed", "2026") == shown


def test_rows_in_another_order_draw_the_same_panel(tmp_path: Path) -> None:
    pool, quotas = example(tmp_path)
    first = recompute(pool, quotas, "--seed", "3")
    for path in (pool, quotas):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    assert recompute(pool, quotas, "--seed", "3") == first


def test_semicolons_a_mark_of_byte_order_and_other_columns_are_read(tmp_path: Path) -> None:
    pool, quotas = example(tmp_path, ",", ";")
    first = recompute(*example(tmp_path), "--seed", "3")
    example(tmp_path, ",", ";")
    header, *lines = pool.read_text(encoding="utf-8").splitlines()
    lines = [f"{header};street", *(f"{line};unsaid" for line in lines), "", ""]
    pool.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    assert recompute(pool, quotas, "--seed", "3") == first


def test_the_size_may_be_said(tmp_path: Path) -> None:
    found = recompute(*example(tmp_path), "--seed", "3", "--size", "3")
    assert (found["size"], len(found["panel"])) == (3, 3)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id,", "name,", "“{pool}”: the column “id” is missing from the first line."),
        ("category,", "kind,", "“{quotas}”: the column “category” is missing from the first line."),
        ("p3,", "p1,", "Pool, line 4: “p1” is there twice."),
        ("man,1,2", "man,2,1", "Quotas, line 3: the minimum 2 is above the maximum 1."),
        ("woman,2,2", "woman,two,2", "Quotas, line 2, “min”: “two” is not a whole number, 0 or more."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    pool, quotas = example(tmp_path, old, new)
    assert refusal(pool, quotas, "--seed", "1") == said.format(pool=pool, quotas=quotas)


def test_quotas_that_nobody_can_hold_say_what_to_change(tmp_path: Path) -> None:
    pool, quotas = example(tmp_path, "woman,2,2\ngender,man,1,2", "woman,0,0\ngender,man,4,4")
    said = refusal(pool, quotas, "--seed", "1")
    assert said.startswith("No panel holds all these quotas. The smallest change after which one does: ")
    assert "gender / man, min 4 → 3" in said


@pytest.mark.usefixtures("usual_cells")
def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    pool, quotas = example(tmp_path)
    assert refusal(tmp_path / "none.csv", quotas, "--seed", "1").startswith(f"“{tmp_path / 'none.csv'}” cannot be read")
    pool.write_bytes("id,âge\n".encode("latin-1"))
    assert refusal(pool, quotas, "--seed", "1") == f"“{pool}” is not in UTF-8: save it again in this encoding."
    pool.write_text('id,age,gender\n"' + "x" * 200_000, encoding="utf-8")
    assert refusal(pool, quotas, "--seed", "1") == f"“{pool}”, line 2: this is not CSV."
    pool.write_text("", encoding="utf-8")
    assert refusal(pool, quotas, "--seed", "1") == f"“{pool}”: the column “id” is missing from the first line."
