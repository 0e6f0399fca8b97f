"""`boucle recompute opinions`, on five real conversations and on the example of its page."""

import json
import random
import re
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from boucle.together.consultations.management.recompute import opinions
from tests.together.consultations.engine import conversations

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "recompute-opinions.md"
HEADER = "timestamp,comment-id,voter-id,vote\n"


def recompute(*words: str | Path) -> dict[str, Any]:
    parser = ArgumentParser()
    opinions.add_arguments(parser)
    with translation.override("en"):
        return opinions.run(vars(parser.parse_args([str(word) for word in words])))


def refusal(*words: str | Path) -> str:
    with pytest.raises(CommandError) as caught:
        recompute(*words)
    return str(caught.value)


def example(kind: str) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[0]


def written(tmp_path: Path, text: str | bytes, name: str = "votes.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_page_shows_what_the_command_prints(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("recompute", "opinions", str(written(tmp_path, example("csv"))))
    printed = json.loads(capsysbinary.readouterr().out)
    shown = json.loads(example("json"))
    assert {key: printed[key] for key in shown} == shown


def test_every_key_is_on_the_page(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for key in recompute(written(tmp_path, example("csv"))):
        assert f"`{key}`" in text


def test_all_votes_counts_those_that_were_changed(tmp_path: Path) -> None:
    path = written(tmp_path, example("csv"))
    last, every = recompute(path), recompute(path, "--all-votes")
    assert last["statements"]["10"]["disagree"] == 3
    assert every["statements"]["10"]["disagree"] == 4
    assert every["statements"]["10"]["consensus"] == last["statements"]["10"]["consensus"]
    assert every["groups"] == last["groups"]


def test_lines_in_any_order_print_the_same(tmp_path: Path) -> None:
    header, *lines = example("csv").splitlines()
    first = recompute(written(tmp_path, example("csv")))
    random.Random(1).shuffle(lines)
    assert recompute(written(tmp_path, "\n".join([header, *lines]))) == first


def test_groups_are_taken_from_the_file(tmp_path: Path) -> None:
    groups = written(tmp_path, "participant,group-id\n1,red\n2,red\n3,\n4,7\n99,7\n", "groups.csv")
    found = recompute(written(tmp_path, example("csv")), "--groups", groups)
    assert found["groups"] == {"1": "red", "2": "red", "4": 7, "99": 7}
    assert found["group_count"] == 2
    assert found["statements"]["10"]["consensus"] == pytest.approx((2 + 1) / (2 + 2) * (0 + 1) / (1 + 2))
    assert (found["silhouette"], found["stability"], found["why"]) == (None, None, None)
    assert set(found["representative"]) == {"7", "red"}


def test_a_consultation_before_its_first_vote_is_empty(tmp_path: Path) -> None:
    found = recompute(written(tmp_path, HEADER))
    assert (found["groups"], found["group_count"], found["statements"], found["why"]) == ({}, 0, {}, "few-people")


def test_without_groups_everybody_is_one(tmp_path: Path) -> None:
    found = recompute(written(tmp_path, HEADER + "1,a,x,1\n2,a,y,1\n3,b,x,0\n"))
    assert found["groups"] == {}
    assert found["statements"]["a"] == {"agree": 2, "disagree": 0, "pass": 0, "consensus": 3 / 4}
    assert found["statements"]["b"] == {"agree": 0, "disagree": 0, "pass": 1, "consensus": 1 / 3}
    assert found["representative"] == {}


def test_a_file_of_a_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    plain = recompute(written(tmp_path, example("csv")))
    text = "\ufeff" + example("csv").replace(",", ";").replace("\n", "\r\n")
    assert recompute(written(tmp_path, text)) == plain
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in example("csv").split())
    assert recompute(written(tmp_path, quoted)) == plain


def test_ids_may_be_texts_and_moments_fractions(tmp_path: Path) -> None:
    found = recompute(written(tmp_path, HEADER + "1.5,s1,anna,1\n1.25,s1,anna,-1\n2,s1,bo,0\n"))
    assert found["statements"] == {"s1": {"agree": 1, "disagree": 0, "pass": 1, "consensus": 0.5}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "{file} is empty."),
        (" \n\n", "{file} is empty."),
        (HEADER + "1,1,1,2\n", "{file}, line 2, column “vote”: “2” is no vote: 1 agree, 0 pass, -1 disagree."),
        (HEADER + "1,1,1,1\n1,1,2,\n", "{file}, line 3, column “vote”: “” is no vote: 1 agree, 0 pass, -1 disagree."),
        (HEADER + "1,1,1,1\n1,1\n", "{file}, line 3, column “voter-id”: this is empty."),
        (HEADER + "1,1,1,1.0\n", "{file}, line 2, column “vote”: “1.0” is no vote: 1 agree, 0 pass, -1 disagree."),
        (HEADER + "soon,1,1,1\n", "{file}, line 2, column “timestamp”: “soon” is no number."),
        (HEADER + "nan,1,1,1\n", "{file}, line 2, column “timestamp”: “nan” is no number."),
        (
            "timestamp,comment-id,vote\n1,1,1\n",
            "{file}: one column, and one only, is called “voter-id”. Columns: timestamp, comment-id, voter-id, vote.",
        ),
        (
            HEADER.replace("vote\n", "vote,vote\n") + "1,1,1,1,1\n",
            "{file}: one column, and one only, is called “vote”. Columns: timestamp, comment-id, voter-id, vote.",
        ),
        (HEADER + '1,1,"a,1\n', "{file}, line 2: this is no CSV, look at its quotation marks."),
        (HEADER.encode() + b"1,1,1,1\n1,1,\xe9,1\n", "{file}, line 3: this is not UTF-8."),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    path = written(tmp_path, text)
    assert refusal(path) == sentence.format(file=path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == f"{tmp_path / 'no.csv'} cannot be read: No such file or directory."
    assert refusal(tmp_path) == f"{tmp_path} cannot be read: Is a directory."


def test_a_participant_in_two_groups_is_told(tmp_path: Path) -> None:
    groups = written(tmp_path, "participant,group-id\n1,0\n1,1\n", "groups.csv")
    sentence = f"{groups}, line 3, column “participant”: this participant stands on line 2 already."
    assert refusal(written(tmp_path, example("csv")), "--groups", groups) == sentence


def test_a_seed_is_a_whole_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        recompute(written(tmp_path, example("csv")), "--seed", "-1")
    assert "“-1” is not a whole number, 0 or more." in capsys.readouterr().err
    assert recompute(written(tmp_path, example("csv")), "--seed", "7")["group_count"] == 2


def test_limits_are_heard_and_nobody_is_a_group_alone(tmp_path: Path) -> None:
    path = written(tmp_path, example("csv"))
    assert recompute(path, "--smallest", "4")["why"] == "few-people"
    assert recompute(path, "--resamples", "0")["stability"] is None
    assert recompute(path, "--least-votes", "1")["group_count"] == 2
    assert refusal(path, "--smallest", "1") == "--smallest is at least 2: nobody is a group alone."
    assert refusal(path, "--least-votes", "0") == "--least-votes is at least 1."


def test_every_option_is_on_the_page() -> None:
    parser = ArgumentParser()
    opinions.add_arguments(parser)
    text = PAGE.read_text(encoding="utf-8")
    names = re.findall(r"--[a-z-]+", parser.format_help())
    assert all(f"`{name}" in text for name in names if name != "--help")


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", conversations.NAMES)
def test_real_exports_are_counted_both_ways(name: str) -> None:
    folder = conversations.FOLDER / name
    found = recompute(folder / "votes.csv", "--groups", folder / "participants-votes.csv", "--all-votes")
    for row in conversations.table(name, "comments.csv"):
        counted = found["statements"].get(row["comment-id"], {"agree": 0, "disagree": 0})
        assert (counted["agree"], counted["disagree"]) == (int(row["agrees"]), int(row["disagrees"]))
    assert found["groups"] == {str(who): group for who, group in conversations.groups(name).items()}
    last = recompute(folder / "votes.csv", "--groups", folder / "participants-votes.csv")
    rows = conversations.table(name, "participants-votes.csv")
    for statement, counted in last["statements"].items():
        cells = Counter(row[statement] for row in rows)
        assert (counted["agree"], counted["disagree"], counted["pass"]) == (cells["1"], cells["-1"], cells["0"])
