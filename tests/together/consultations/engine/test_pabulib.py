import pytest

from boucle.together.consultations.engine import pabulib, sentences

FILE = """META
key;value
description;Streets; and squares
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
1;60;"A ""green"" square; with benches"
2;40.50;Bench
VOTES
voter_id;vote
a;1,2
b;
"""


def refusal(text: str) -> str:
    with pytest.raises(sentences.Refusal) as caught:
        pabulib.read(text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert old in FILE
    return FILE.replace(old, new, 1)


def votes(kind: str, header: str, *lines: str, meta: str = "") -> pabulib.Election:
    body = FILE[: FILE.index("voter_id")].replace("approval", kind).replace("num_votes;2\n", meta)
    return pabulib.read("\n".join([body + header, *lines]))


def test_a_file_is_read_with_its_quotes_and_its_cents() -> None:
    found = pabulib.read(FILE)
    assert found.meta["description"] == "Streets; and squares"
    assert (found.budget, found.unit) == (1000, 10)
    assert [(one.id, one.cost, one.name) for one in found.projects] == [
        ("1", 600, 'A "green" square; with benches'),
        ("2", 405, "Bench"),
    ]
    assert found.given == ({"1": 1, "2": 1}, {})
    assert (found.money(600), found.money(405)) == (60, 40.5)


def test_a_mark_of_byte_order_and_lines_of_windows_change_nothing() -> None:
    assert pabulib.read("\ufeff" + FILE.replace("\n", "\r\n")) == pabulib.read(FILE)


def test_whole_amounts_written_with_a_point_stay_whole() -> None:
    assert pabulib.read(changed("40.50", "40.0")).unit == 1


def test_points_go_with_their_projects() -> None:
    for kind in ("cumulative", "scoring"):
        assert votes(kind, "voter_id;vote;points", "a;2,1;3,4").given == ({"2": 3, "1": 4},)


def test_one_choice_is_an_approval() -> None:
    assert votes("choose-1", "voter_id;vote", "a;2").given == ({"2": 1},)


def test_ranks_are_worth_points_from_the_places_there_are() -> None:
    assert votes("ordinal", "voter_id;vote", "a;2,1").given == ({"2": 2, "1": 1},)
    assert votes("ordinal", "voter_id;vote", "a;2,1", meta="max_length;4\n").given == ({"2": 4, "1": 3},)
    assert votes("ordinal", "voter_id;vote;points", "a;2,1;9,5").given == ({"2": 9, "1": 5},)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("META\n", "", "Line 1 comes before the first section: the file begins with a line “META”."),
        ("VOTES\nvoter_id;vote\na;1,2\nb;\n", "", "The section VOTES is missing: a line that holds this word alone."),
        ("VOTES\n", "META\n", "Line 13: the section META begins a second time."),
        ("approval", "guess", "META, “vote_type”: “guess” is not a known way to vote. Known: approval, choose-1, "
         "cumulative, scoring, ordinal."),
        ("budget;100\n", "", "META has no line “budget”."),
        ("budget;100", "budget;lots", "META, line 6: “lots” is not a number that can stand there."),
        ("1;60;", "1;-60;", "PROJECTS, line 11: “-60” is not a number that can stand there."),
        ("1;60;", "1;1e999;", "PROJECTS, line 11: “1e999” is not a number that can stand there."),
        ("1;60;", "1;nan;", "PROJECTS, line 11: “nan” is not a number that can stand there."),
        ("project_id;cost", "project_id;price", "PROJECTS, line 10: the column “cost” is missing from the first line "
         "of the section."),
        ("2;40.50;Bench", "2;40.50;Bench;x", "PROJECTS, line 12: more cells than columns, or a quotation mark that is "
         "not closed."),
        ("2;40.50;Bench", "1;40.50;Bench", "PROJECTS, line 12: “1” is there twice."),
        ("2;40.50;Bench", ";40.50;Bench", "PROJECTS, line 12: “project_id” is empty."),
        ("a;1,2", "a;1,3", "VOTES, line 15: no project is called “3”."),
        ("a;1,2", "a;1,1", "VOTES, line 15: “1” is there twice."),
        ("b;\n", "a;\n", "VOTES, line 16: “a” is there twice."),
        ("b;\n", "", "META, “num_votes” says 2, the file has 1: it was cut short, or changed."),
        ("approval", "cumulative", "VOTES, line 15: 0 points for 2 projects."),
        ("vote_type;approval", "max_length;1\nvote_type;ordinal", "VOTES, line 16: 2 projects are ranked, “max_length” "
         "allows 1."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_its_section_and_line(old: str, new: str, said: str) -> None:
    assert refusal(changed(old, new)) == said


@pytest.mark.usefixtures("usual_cells")
def test_a_cell_without_end_is_told() -> None:
    assert "a quotation mark that is not closed" in refusal(changed("Bench", '"' + "x" * 200_000))


def test_an_empty_file_has_no_section() -> None:
    assert refusal("") == "The section META is missing: a line that holds this word alone."


def test_points_in_halves_are_refused() -> None:
    with pytest.raises(sentences.Refusal, match=r"“1\.5”"):
        votes("scoring", "voter_id;vote;points", "a;2;1.5")
