"""Closeness by meaning, with a real model that the test makes: a few words, and where each stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from model2vec import StaticModel
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from boucle.commons.search import engine, queries
from boucle.commons.search.queries import meaning
from boucle.foundation.territories.models import Territory
from tests.factories import library, search

WHEELS, WATER, OTHER = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
PLACES = {"[UNK]": (0.0, 0.0, 0.0), "[PAD]": (0.0, 0.0, 0.0)} | {
    **dict.fromkeys(("velo", "bicyclette", "pneu", "guidon"), WHEELS),
    **dict.fromkeys(("fontaine", "source", "robinet", "puits"), WATER),
    **dict.fromkeys(("atelier", "samedi", "quartier"), OTHER),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that holds a model, named by the setting."""
    made = Tokenizer(models.WordLevel({word: place for place, word in enumerate(PLACES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    StaticModel(np.array(list(PLACES.values()), dtype=np.float32), made).save_pretrained(tmp_path / "model")
    monkeypatch.setitem(settings.BOUCLE, "EMBEDDINGS", str(tmp_path / "model"))
    meaning.loaded.cache_clear()
    yield tmp_path / "model"
    meaning.loaded.cache_clear()


@pytest.fixture
def place(db: None) -> Territory:
    here = library.place()
    library.sheet(territory=here, title="Tournée", text="Au quartier, samedi : robinet, puits, source et fontaine.")
    library.sheet(territory=here, title="Réparer", text="Au quartier, samedi : pneu, guidon, bicyclette et vélo.")
    for number in range(6):
        library.sheet(territory=here, title=f"Autre {number}", text="Un groupe électrogène dort dans la cave.")
    search.work()
    return here


ASKED = "Samedi au quartier : la bicyclette, la roue, le pneu crevé, une fontaine ?"


def titles(place: Territory) -> list[str]:
    return [row.title for row in queries.close_to(ASKED, place, "sheet")]


def test_a_model_joins_its_order_to_that_of_the_words(place: Territory, folder: Path) -> None:
    ids = {row.title: row.id for row in queries.close_to(ASKED, place, "sheet")}
    assert meaning.ordered(ASKED, list(ids.values()))[0] == ids["Réparer"]
    assert titles(place) == ["Réparer", "Tournée"]


def test_without_a_model_stems_answer(place: Territory, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(titles(place)) <= {"Réparer", "Tournée"}
    assert not meaning.is_ready()
    call_command("closeness")
    assert "par les racines des mots. Aucun modèle" in capsys.readouterr().out


def test_the_command_says_what_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("closeness")
    assert f"et par le modèle de {folder}" in capsys.readouterr().out


@pytest.mark.parametrize("name", meaning.FILES)
def test_a_model_that_lacks_a_file_is_told_and_stems_answer(place: Territory, folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert not meaning.is_ready()
    assert "Réparer" in titles(place)
    with pytest.raises(CommandError, match=name):
        call_command("closeness")


def test_a_model_that_cannot_be_read_is_told_and_stems_answer(place: Territory, folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"not a model")
    assert "Réparer" in titles(place)
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("closeness")


def test_without_the_extra_the_command_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match=r"boucle\[embeddings\]"):
        call_command("closeness")


def test_a_model_costs_one_query_more(place: Territory, folder: Path, django_assert_num_queries: Any) -> None:
    ids = [row.id for row in queries.close_to(ASKED, place, "sheet")]
    with django_assert_num_queries(1):
        meaning.ordered(ASKED, ids)


def test_orders_are_fused_by_their_ranks() -> None:
    assert engine.fused([1, 2, 3], [3, 1]) == [1, 3, 2]
    assert engine.fused([7, 5]) == [7, 5]
