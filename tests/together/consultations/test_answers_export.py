"""The answers of a Delphi, without names, and the command that computes them again."""

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client
from django.urls import reverse

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.exports import answers
from boucle.together.consultations.management.recompute import delphi as recompute
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import delphi_answers, delphi_verdicts
from tests.factories import consultations, delphi

pytestmark = pytest.mark.django_db


def lines(row: Consultation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answers.as_csv(delphi_answers.collected(row)))))


def address(row: Consultation, name: str) -> str:
    return reverse(f"consultations:{name}", args=[row.contribution.reference])


def test_a_line_says_who_without_a_name_in_which_round_what_and_which_family() -> None:
    row, items = delphi.two_rounds(groups=["Soins"] * 7)

    found = lines(row)

    assert list(found[0]) == list(answers.COLUMNS)
    assert len(found) == 7 * 2 + 6 * 2
    assert {line["item"] for line in found} == {str(item.number) for item in items}
    assert {line["group"] for line in found} == {"Soins"}


def test_a_participant_keeps_one_number_that_is_neither_their_voice_nor_their_rank() -> None:
    row, _items = delphi.two_rounds()

    found = lines(row)

    people = {line["participant"] for line in found}
    assert len(people) == 7
    assert not people & {str(voice.pk) for voice in row.voices.all()}
    assert not people & {str(place) for place in range(8)}
    assert [line["participant"] for line in found] == sorted(line["participant"] for line in found)


def test_a_family_too_small_is_not_told_nor_the_one_that_a_subtraction_would_tell() -> None:
    row, _items = delphi.two_rounds(groups=["Soins"] * 5 + ["Habitants"] * 2)

    assert {line["group"] for line in lines(row)} == {""}


def test_no_opinion_is_an_empty_cell() -> None:
    row, _items = delphi.two_rounds([(8, 8, 8, 8, 8, None)], [(8, 8, 8, 8, 8, None)])

    assert sum(line["value"] == "" for line in lines(row)) == 2


def test_what_the_command_prints_is_what_the_page_says(client: Client, tmp_path: Path) -> None:
    row, items = delphi.two_rounds(groups=["Soins"] * 7)
    for name in ("answers_csv", "rule_json"):
        response = client.get(address(row, name))
        content = b"".join(response) if response.streaming else response.content
        (tmp_path / name).write_bytes(content)
    told = recompute.run({"answers": tmp_path / "answers_csv", "rule": tmp_path / "rule_json"})

    printed = orjson.loads(orjson.dumps(told))["rounds"]["2"]["items"]
    shown = {str(one.item.number): one for one in delphi_verdicts.judged(delphi_answers.collected(row))}
    assert set(printed) == set(shown) == {str(item.number) for item in items}
    for number, judged in shown.items():
        assert printed[number]["verdict"] == judged.verdict
        assert printed[number]["median"] == judged.last.item.summary.median
        assert judged.last.stability is not None
        assert printed[number]["stability"]["histogram"] == judged.last.stability.histogram


def test_the_rule_is_published_to_the_byte(client: Client) -> None:
    row, _items = delphi.two_rounds()

    content = client.get(address(row, "rule_json")).content

    assert hashlib.sha256(content).hexdigest() == row.rule_hash


@pytest.mark.parametrize("name", ["answers_csv", "answers_json", "rule_json", "report", "report_pdf", "report_json"])
def test_nothing_leaves_before_the_close(client: Client, name: str) -> None:
    row, _items = delphi.two_rounds(is_closed=False)

    assert client.get(address(row, name)).status_code == 403


@pytest.mark.parametrize("name", ["answers_csv", "answers_json"])
def test_so_few_people_are_not_given_away(client: Client, name: str) -> None:
    row, _items = delphi.two_rounds([(8, 8, 8, 8)], [(8, 8, 8, 8)])

    assert client.get(address(row, name)).status_code == 403


def test_the_open_round_is_in_no_export() -> None:
    row, items = delphi.two_rounds(is_closed=False, is_hidden=False)
    third = consultations.open_round(row, items)
    consultations.answered(third, 9)

    assert {line["round"] for line in lines(row)} == {"1", "2"}


def test_other_types_are_in_the_json_and_words_are_not(client: Client) -> None:
    row = consultations.consultation()
    items = [
        consultations.item(row, ItemType.OPEN),
        consultations.item(row, ItemType.RANKING, settings={"options": ["a", "b"]}),
        consultations.item(row, ItemType.ESTIMATE),
    ]
    consultations.open_round(row, items)
    values: list[Any] = ["Mes mots à moi.", [1, 0], {"low": 1, "best": 2, "high": 40}]
    for _ in range(5):
        voice, code = consultations.voice(row)
        for item, value in zip(items, values, strict=True):
            actions.keep(voice=voice, item=item, value=value)
        actions.send(voice=voice, code=code)
    consultations.close(row)

    response = client.get(address(row, "answers_json"))

    found = response.json()
    assert b"Mes mots" not in response.content
    assert {str(line["value"]) for line in found["answers"]} == {str(values[1]), str(values[2])}
    assert [item["type"] for item in found["items"]] == ["open", "ranking", "estimate"]
    assert lines(Consultation.objects.get(pk=row.pk)) == []


def test_a_stranger_consultation_has_no_file(client: Client) -> None:
    assert client.get(reverse("consultations:answers_csv", args=["rien-du-tout"])).status_code == 404
