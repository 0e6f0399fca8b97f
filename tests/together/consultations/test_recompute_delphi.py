"""`boucle recompute delphi`: published verdicts, from the export, by anyone."""

import csv
import json
import re
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.engine.quantiles import METHODS
from boucle.together.consultations.management.recompute import delphi

ROOT = Path(__file__).parents[3]
REPLICATS = ROOT.parent / "shared" / "data" / "delphi" / "jugements-replicats"
PAGE = ROOT / "docs" / "reference" / "recompute-delphi.md"
HEADER = "participant,round,item,value,group"
USUAL: dict[str, Any] = {
    "scale": [1, 9],
    "quantile": "linear",
    "agreement": {"median_at_least": 7},
    "disagreement": {"median_at_most": 3},
    "consensus": {"iqr_at_most": 3},
}
KEYS = {"n", "min", "q1", "median", "q3", "max", "iqr", "verdict", "stability"}
STABILITY = {"n", "changed", "histogram", "kappa", "wilcoxon_p", "mcnemar_p", "coefficient_change", "stable"}

Recompute = Callable[..., Any]


@pytest.fixture(autouse=True)
def in_english() -> Iterable[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def recompute(tmp_path: Path) -> Recompute:
    def run(lines: Iterable[str] | bytes, rule: Any = USUAL, header: str = HEADER, full: bool = False) -> Any:
        answers, written = tmp_path / "answers.csv", tmp_path / "rule.json"
        content = lines if isinstance(lines, bytes) else "\n".join([header, *lines]).encode()
        answers.write_bytes(content)
        written.write_bytes(rule if isinstance(rule, bytes) else json.dumps(rule).encode())
        return delphi.run({"answers": answers, "rule": written, "full": full})

    return run


def test_two_rounds_are_computed_again(recompute: Recompute) -> None:
    lines = [f"p{n},1,x,{value}," for n, value in enumerate([2, 5, 7, 8, 9])]
    lines += [f"p{n},2,x,{value}," for n, value in enumerate([6, 7, 7, 8, 9])]
    found = recompute(lines)["rounds"]
    assert found["1"] == {
        "items": {"x": {"n": 5, "min": 2, "q1": 5, "median": 7, "q3": 8, "max": 9, "iqr": 3, "verdict": "agreed",
                        "stability": None}}
    }  # fmt: skip
    second = found["2"]["items"]["x"]
    assert set(second) == KEYS
    assert (second["median"], second["iqr"], second["verdict"]) == (7, 1, "agreed")
    assert set(second["stability"]) == STABILITY
    assert second["stability"]["histogram"] == pytest.approx(0.4)


def test_the_command_prints_json(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\na,1,x,7,\nb,1,x,,\n")
    (tmp_path / "r.json").write_text(json.dumps(USUAL))
    call_command("recompute", "delphi", str(tmp_path / "a.csv"), "--rule", str(tmp_path / "r.json"))
    item = json.loads(capfdbinary.readouterr().out)["rounds"]["1"]["items"]["x"]
    assert (item["n"], item["median"], item["verdict"], item["stability"]) == (1, 7, "too_few", None)


def test_the_order_of_lines_changes_nothing(recompute: Recompute) -> None:
    lines = [
        f"p{n},{number},{item},{1 + (3 * n + number) % 9},g{n % 2}"
        for n in range(9)
        for number in (1, 2)
        for item in "xy"
    ]
    assert recompute(lines[::-1], full=True) == recompute(lines, full=True)


def test_an_export_without_answers_has_no_rounds(recompute: Recompute) -> None:
    assert recompute([]) == {"rounds": {}}


def test_an_item_without_opinions_has_figures_that_are_not_defined(recompute: Recompute) -> None:
    item = recompute(["a,1,x,,", "b,1,x,,"])["rounds"]["1"]["items"]["x"]
    assert item == {**dict.fromkeys(KEYS), "n": 0, "verdict": "too_few"}


def test_full_figures_hide_small_groups(recompute: Recompute) -> None:
    lines = [f"p{n},1,x,8,fire" for n in range(6)] + [f"q{n},1,x,2,care" for n in range(5)]
    groups = recompute(lines, full=True)["rounds"]["1"]["items"]["x"]["groups"]
    assert (groups["fire"]["median"], groups["care"]["median"]) == (8, 2)
    assert recompute(lines[:-1], full=True)["rounds"]["1"]["items"]["x"]["groups"] == {"care": None, "fire": None}


def test_full_figures_say_who_left(recompute: Recompute) -> None:
    lines = [f"p{n},1,x,{n + 1}," for n in range(9)] + [f"p{n},2,x,{n + 1}," for n in range(3, 9)]
    found = recompute(lines, {**USUAL, "minimum_cell": 3}, full=True)["rounds"]["2"]
    assert found["panel"] == {"stayed": 6, "left": 3, "joined": 0}
    assert found["items"]["x"]["dropout"]["leavers"] == {"n": 3, "median": 2, "dissenting": 2}


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_other_usual_files_are_read_too(recompute: Recompute, mark: str) -> None:
    lines = ["Participant,Round,Item,Value", "a,1,x,7", "", 'b,1,"x",8', ",,,"]
    found = recompute("\r\n".join(line.replace(",", mark) for line in lines).encode("utf-8-sig"))
    assert found["rounds"]["1"]["items"]["x"]["median"] == 7.5


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("a,1,x,7", "line 3: 4 cells, where the header has 5."),
        ("a,1,x,7,,", "line 3: 6 cells, where the header has 5."),
        (",1,x,7,", "line 3, column “participant”: this is empty."),
        ("b,1,,7,", "line 3, column “item”: this is empty."),
        ("b,0,x,7,", "line 3, column “round”: “0” is no whole number from 1."),
        ("b,one,x,7,", "line 3, column “round”: “one” is no whole number from 1."),
        ("b,,x,7,", "line 3, column “round”: “” is no whole number from 1."),
        ("b,1.5,x,7,", "line 3, column “round”: “1.5” is no whole number from 1."),
        ("b,1,x,seven,", "line 3, column “value”: “seven” is no number; leave the cell empty for “no opinion”."),
        ("b,1,x,nan,", "line 3, column “value”: “nan” is no number"),
        ("b,1,x,1_0,", "line 3, column “value”: “1_0” is no number"),
        ("b,1,x,10,", "line 3, column “value”: 10 is not on the scale from 1 to 9."),
        ("b,1,x,1e999,", "line 3, column “value”: 1e999 is not on the scale from 1 to 9."),
        ("a,01, x ,8,", "line 3, column “participant”: this participant has answered this item in this round"),
        ('b,1,"x,8,', "line 3: this is no CSV, look at its quotation marks."),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_with_its_column(recompute: Recompute, line: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=re.escape(sentence)):
        recompute(["a,1,x,7,", line])


@pytest.mark.parametrize("header", ["participant,round,item", "participant,round,item,item,value", "value"])
def test_a_missing_or_double_column_is_named(recompute: Recompute, header: str) -> None:
    with pytest.raises(CommandError, match=r"one column, and one only, is called “(value|item|participant)”"):
        recompute([], header=header)


def test_a_file_that_cannot_be_read_is_said_in_one_sentence(recompute: Recompute, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"answers\.csv is empty\."):
        recompute(b"\n \n")
    with pytest.raises(CommandError, match=r"answers\.csv, line 2: this is not UTF-8\."):
        recompute("participant,round\né".encode("latin-1"))
    rule = tmp_path / "rule.json"
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(CommandError, match="cannot be read: "):
            delphi.run({"answers": path, "rule": rule})
        with pytest.raises(CommandError, match="cannot be read: "):
            delphi.run({"answers": rule, "rule": path})


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (b"", "rule.json is empty."),
        (b'{\n"scale": [1, 9],,}', "rule.json is no JSON: line 2, character "),
        (b"\xff", "rule.json, line 1: this is not UTF-8."),
        ([], "rule.json: The rule is a JSON object: names and values between braces."),
        ({**USUAL, "quantile": "usual"}, "rule.json: “quantile”: no quantile method is called “usual”."),
        ({**USUAL, "scale": [9, 1]}, "rule.json: “scale” is reversed or empty"),
        ({**USUAL, "iqr": 3}, "rule.json: “iqr” is no key of the rule."),
    ],
)
def test_a_bad_rule_is_said_in_one_sentence(recompute: Recompute, rule: Any, sentence: str) -> None:
    with pytest.raises(CommandError, match=re.escape(sentence)):
        recompute([], rule)


def replicats() -> tuple[list[str], dict[tuple[str, str], list[float]]]:
    """Best guesses as lines of an export, and as lists by round and item."""
    lines, values = [], {}
    with (REPLICATS / "jugements.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["question"], row["element"]) == ("direct_replication", "three_point_best"):
                number = row["round"].removeprefix("round_")
                lines.append(f"{row['expert']},{number},{row['paper_id']},{row['value']},{row['group']}")
                values.setdefault((number, row["paper_id"]), []).append(float(row["value"]))
    return lines, values


@pytest.mark.shared
@pytest.mark.skipif(not REPLICATS.exists(), reason="the folder of shared data is not beside the project")
def test_published_means_and_medians_of_replicats_are_found_exactly(recompute: Recompute) -> None:
    lines, values = replicats()
    found = recompute(lines, {"scale": [0, 100], "quantile": "linear", "consensus": {"iqr_at_most": 30}}, full=True)
    with (REPLICATS / "agregations-publiees.csv").open(encoding="utf-8") as file:
        published = {(row["method"], row["paper_id"]): float(row["cs"]) for row in csv.DictReader(file)}
    items = found["rounds"]["2"]["items"]
    assert len(items) == 13
    for paper, item in items.items():
        assert item["n"] == 25
        assert item["mean"] / 100 == pytest.approx(published["ArMean", paper], abs=1e-9)
        assert item["median"] / 100 == pytest.approx(published["Median", paper], abs=1e-9)
        assert (item["stability"]["n"], set(item["stability"])) == (25, STABILITY)
    for (number, paper), answers in values.items():
        item = found["rounds"][number]["items"][paper]
        assert (item["n"], item["median"]) == (len(answers), median(answers))
        assert item["mean"] == pytest.approx(fmean(answers))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_example_of_the_page_gives_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (rule, printed), (answers,), (command,) = blocks("json"), blocks("csv"), blocks("sh")
    (tmp_path / "rule.json").write_text(rule)
    (tmp_path / "answers.csv").write_text(answers)
    monkeypatch.chdir(tmp_path)
    assert shlex.split(command)[0] == "boucle"
    call_command(*shlex.split(command)[1:])
    assert json.loads(capfdbinary.readouterr().out) == json.loads(printed)


def test_the_page_names_every_column_key_and_method(recompute: Recompute) -> None:
    lines = [f"{name},{number},x,{value},g" for number, value in ((1, 7), (2, 8)) for name in "abc"]
    full = recompute(lines, {**USUAL, "minimum_cell": 1}, full=True)["rounds"]["2"]
    item = full["items"]["x"]
    names = {*delphi.COLUMNS, *full, *item, *item["stability"], *item["dropout"], *item["interval"], *full["panel"]}
    from boucle.together.consultations.engine import delphi_rule

    with pytest.raises(ValueError, match="no key of the rule") as caught:
        delphi_rule.parse({**USUAL, "unknown": 1})
    names |= set(caught.value.values["known"].split(", "))  # type: ignore[attr-defined]
    page = PAGE.read_text(encoding="utf-8")
    assert sorted(name for name in {*names, *METHODS} if f"`{name}`" not in page) == []
    assert isinstance(delphi_rule.parse(USUAL), Rule)
