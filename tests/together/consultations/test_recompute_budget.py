"""`boucle recompute budget`, on the seven files of Pabulib and on a small one."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.utils import translation

from boucle.together.consultations.engine import pabulib
from boucle.together.consultations.management.recompute import budget

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "budgets-participatifs"
FILES = sorted(FOLDER.glob("*.pb"))
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "recompute-budget.md"

there = pytest.mark.skipif(not FOLDER.exists(), reason="the folder of shared data is not beside the project")


def recompute(*words: str | Path) -> dict[str, Any]:
    parser = ArgumentParser()
    budget.add_arguments(parser)
    with translation.override("en"):
        return budget.run(vars(parser.parse_args([str(word) for word in words])))


def example(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """The file of the reference page."""
    text = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[0]
    assert old in text
    path = tmp_path / "example.pb"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def refusal(*words: str | Path) -> str:
    with pytest.raises(CommandError) as caught:
        recompute(*words)
    return str(caught.value)


def test_the_page_shows_what_the_command_prints(tmp_path: Path) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[0])
    assert recompute(example(tmp_path), "--rule", "equal-shares") == shown


def test_each_rule_has_its_winners(tmp_path: Path) -> None:
    path = example(tmp_path)
    assert recompute(path, "--rule", "greedy")["winners"] == ["street", "bench"]
    assert recompute(path, "--rule", "greedy-no-skip")["winners"] == ["street"]
    assert recompute(path, "--rule", "equal-shares")["winners"] == ["garden", "bench"]
    assert recompute(path)["rule"] == "greedy"


def test_thresholds_rivals_satisfaction_and_step_are_heard(tmp_path: Path) -> None:
    path = example(tmp_path)
    assert recompute(path, "--threshold", "2")["explained"]["bench"]["reason"] == "funded"
    assert recompute(path, "--threshold", "3")["explained"]["bench"]["reason"] == "below_threshold"
    rivals = recompute(path, "--incompatible", "bench", "street")
    assert rivals["explained"]["bench"] == {
        "id": "bench", "reason": "incompatible", "votes": 2, "points": 2, "cost": 10, "place": 3, "left_before": 10,
        "because": "street",
    }  # fmt: skip
    assert recompute(path, "--rule", "equal-shares", "--satisfaction", "number", "--step", "1")["winners"] == [
        "bench",
        "garden",
    ]


def test_cents_are_money_again_in_the_answer(tmp_path: Path) -> None:
    found = recompute(example(tmp_path, "bench;10", "bench;9.75"), "--rule", "greedy")
    assert found["spent"] == 69.75
    assert found["explained"]["bench"]["cost"] == 9.75
    assert found["budget"] == 70


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rule;greedy", "rule;unknown", "The file declares the rule “unknown”: say which one to use with --rule."),
        ("approval", "guess", "META, “vote_type”: “guess” is not a known way to vote. Known: approval, choose-1, "
         "cumulative, scoring, ordinal."),
        ("VOTES\n", "", "The section VOTES is missing: a line that holds this word alone."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_counted_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    if old == "VOTES\n":
        path = example(tmp_path)
        path.write_text(path.read_text(encoding="utf-8").partition(old)[0], encoding="utf-8")
    else:
        path = example(tmp_path, old, new)
    assert refusal(path) == said


def test_a_file_that_is_not_there_or_not_in_utf_8_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pb") == f"“{tmp_path / 'none.pb'}” cannot be read: No such file or directory."
    path = example(tmp_path)
    path.write_bytes(path.read_text(encoding="utf-8").replace("bench", "café").encode("latin-1"))
    assert refusal(path) == f"“{path}” is not in UTF-8: save it again in this encoding."


def test_options_that_make_no_sense_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = example(tmp_path)
    assert refusal(path, "--incompatible", "bench", "moon") == "No project is called “moon”."
    assert refusal(path, "--rule", "equal-shares", "--step", "0") == "--step is at least 1."
    with pytest.raises(SystemExit):
        recompute(path, "--threshold", "-3x")
    with pytest.raises(SystemExit):
        recompute(path, "--threshold", "many")
    assert "“many” is not a whole number, 0 or more." in capsys.readouterr().err


@there
@pytest.mark.shared
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_votes_and_points_are_those_that_the_city_published(path: Path) -> None:
    election = pabulib.read(path.read_text(encoding="utf-8"))
    found = recompute(path, "--rule", "greedy")
    assert found["votes"] == {project.id: project.votes for project in election.projects}
    scores = {project.id: project.score for project in election.projects if project.score is not None}
    assert election.vote_type != "cumulative" or found["points"] == scores


@there
@pytest.mark.shared
@pytest.mark.parametrize("path", [path for path in FILES if "Zurich" not in path.name], ids=lambda path: path.stem)
def test_winners_are_those_of_the_rule_that_the_city_declares(path: Path) -> None:
    election = pabulib.read(path.read_text(encoding="utf-8"))
    found = recompute(path)
    published = {project.id for project in election.projects if project.selected}
    # Toulouse publishes its rule and its votes, but no list of winners: they are counted here from its own columns.
    assert set(found["winners"]) == (published or greedy(election))
    assert found["spent"] <= found["budget"]


def greedy(election: pabulib.Election) -> set[str]:
    left, winners = election.budget, set()
    published = {one.id: one.votes if one.score is None else one.score for one in election.projects}
    for project in sorted(election.projects, key=lambda one: (-(published[one.id] or 0), one.cost)):
        if project.cost <= left:
            winners.add(project.id)
            left -= project.cost
    return winners


@there
@pytest.mark.shared
def test_cities_that_publish_their_winners_are_among_the_files() -> None:
    elections = [pabulib.read(path.read_text(encoding="utf-8")) for path in FILES]
    assert len(elections) == 7
    assert sum(any(project.selected for project in election.projects) for election in elections) == 2


@there
@pytest.mark.shared
def test_an_experiment_that_declares_no_rule_asks_for_one() -> None:
    (path,) = FOLDER.glob("*Zurich*")
    assert refusal(path) == "The file declares the rule “unknown”: say which one to use with --rule."
    for rule in budget.RULES:
        assert recompute(path, "--rule", rule)["spent"] <= 60000
