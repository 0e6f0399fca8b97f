"""`boucle recompute dominos`, on the example of its page."""

import json
import random
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from boucle.before.dominos.management.recompute import dominos

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "recompute-dominos.md"
NAMES = ("services", "dependencies", "schedule", "measures")


def recompute(*words: str | Path) -> dict[str, Any]:
    parser = ArgumentParser()
    dominos.add_arguments(parser)
    with translation.override("en"):
        return dominos.run(vars(parser.parse_args([str(word) for word in words])))


def refusal(*words: str | Path) -> str:
    with pytest.raises(CommandError) as caught:
        recompute(*words)
    return str(caught.value)


def example(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The four files of the page."""
    paths = {name: tmp_path / f"{name}.csv" for name in NAMES}
    for path, text in zip(paths.values(), example("csv"), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def three(files: dict[str, Path]) -> list[Path]:
    return [files[name] for name in NAMES[:3]]


def test_the_page_shows_what_the_command_prints(
    files: dict[str, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("recompute", "dominos", *map(str, three(files)))
    assert json.loads(capsysbinary.readouterr().out) == json.loads(example("json")[0])


def test_every_key_and_every_column_is_on_the_page(files: dict[str, Path]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = recompute(
        *three(files), "--measures", files["measures"], "--draws", "5", "--rank", "2", "--tornado", "--why", "home"
    )
    for key in (*found, *found["equity"], *found["bands"], *found["measures"][0], *found["tornado"][0]):
        assert f"`{key}`" in text or f"{key}," in text or f"{key}}}" in text
    for columns in dominos.COLUMNS.values():
        for column in columns.replace(" or ", ", ").split(", "):
            assert f"`{column}`" in text


def test_a_loss_says_from_when_to_when_and_because_of_what(files: dict[str, Path]) -> None:
    found = recompute(*three(files), "--why", "home")
    assert found["services"]["mast"] == {"lost": [[18.5, 20.25]], "wave": 1, "because": "feeder-a"}
    assert found["services"]["feeder-a"] == {"lost": [[18.0, 20.0]], "wave": 0, "because": "tranche A"}
    assert found["services"]["reservoir"] == {"lost": [], "wave": None, "because": None}
    assert found["places"]["49001"] == {"person_hours": 3000 * 1.75 + 2000 * 2}
    assert [(step["service"], step["event"]) for step in found["why"]["home"]] == [
        ("home", None), ("mast", None), ("feeder-a", "tranche A"),
    ]  # fmt: skip


def test_an_outage_that_is_not_restored_lasts_to_the_end(files: dict[str, Path]) -> None:
    files["schedule"].write_text("service,from,to\nfeeder-a,2,\n", encoding="utf-8")
    found = recompute(*three(files), "--hours", "10")
    assert found["horizon"] == 10
    assert found["services"]["feeder-a"]["lost"] == [[2.0, None]]
    assert found["services"]["feeder-a"]["because"] is None
    assert recompute(*three(files))["horizon"] == 26


def test_rows_in_any_order_lose_the_same(files: dict[str, Path]) -> None:
    first = recompute(*three(files))
    for path in three(files):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        random.Random(1).shuffle(rows)
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
    again = recompute(*three(files))
    assert again["services"] == first["services"]
    assert again["places"] == first["places"]


def test_measures_bands_ranking_and_tornado_come_when_asked_for(files: dict[str, Path]) -> None:
    assert {"measures", "bands", "ranking", "tornado", "why"} & set(recompute(*three(files))) == set()
    asked = ("--draws", "50", "--seed", "7", "--rank", "2", "--tornado")
    found = recompute(*three(files), "--measures", files["measures"], *asked)
    assert [(one["measure"], one["spared"]) for one in found["measures"]] == [("shelter", 9430), ("batteries", 5430)]
    assert found["measures"][1]["places"] == {"49001": {"spared": 5250}, "49002": {"spared": 180}}
    assert [one["services"] for one in found["ranking"]["single"]] == [["feeder-a"], ["feeder-b"]]
    assert [one["services"] for one in found["ranking"]["pairs"]] == [
        ["feeder-a", "feeder-b"],
        ["feeder-a", "reservoir"],
    ]
    assert found["tornado"][0]["kind"] == "mast"
    assert found["bands"]["vital"]["mast"]["share"] == 1
    assert found["bands"] == recompute(*three(files), *asked[:4], "--workers", "2")["bands"]
    assert found["bands"] != recompute(*three(files), *asked[:2], "--seed", "8")["bands"]


def test_a_loop_that_cannot_restart_is_named(files: dict[str, Path]) -> None:
    with files["dependencies"].open("a", encoding="utf-8") as file:
        file.write("feeder-a,mast,all,,,1,,,,\n")
    found = recompute(*three(files))
    assert found["deadlocks"]["after"] == [{"loop": ["feeder-a", "mast"], "held": 3}]
    assert found["services"]["mast"]["lost"] == [[18.5, None]]


def test_what_is_set_aside_is_told(files: dict[str, Path]) -> None:
    with files["dependencies"].open("a", encoding="utf-8") as file:
        file.write("mast,mast,all,,,,,,,\n")
    assert recompute(*three(files))["set_aside"]["dependencies"] == [
        {"line": 8, "reason": "“mast” cannot depend on itself.", "kept": False}
    ]


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(files: dict[str, Path], tmp_path: Path) -> None:
    none = tmp_path / "none.csv"
    assert refusal(files["services"], none, files["schedule"]) == f"“{none}” cannot be read: No such file or directory."
    files["schedule"].write_text("service,to\nmast,2\n", encoding="utf-8")
    assert refusal(*three(files)) == f"“{files['schedule']}”: The column “from” is missing from the first line."


def test_a_file_that_lacks_a_column_is_named(files: dict[str, Path]) -> None:
    files["dependencies"].write_text("service,other\nmast,2\n", encoding="utf-8")
    said = f"“{files['dependencies']}”: The column “supplier” is missing from the first line."
    assert refusal(*three(files)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--hours", "soon"), "“soon” is no number of hours, from a minute to ten years."),
        (("--hours", "0"), "“0” is no number of hours, from a minute to ten years."),
        (("--draws", "-3"), "“-3” is not a whole number, 0 or more."),
        (("--draws", "many"), "“many” is not a whole number, 0 or more."),
    ],
)
def test_options_that_make_no_sense_are_told(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str], words: tuple[str, str], said: str
) -> None:
    with pytest.raises(SystemExit):
        recompute(*three(files), *words)
    assert said in capsys.readouterr().err


def test_a_chain_of_nobody_is_refused(files: dict[str, Path]) -> None:
    assert refusal(*three(files), "--why", "moon") == "No service has the id “moon”."
