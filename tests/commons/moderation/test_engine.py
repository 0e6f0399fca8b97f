"""Word by word: what stays, what goes, what comes."""

import time

from boucle.commons.moderation import engine
from boucle.commons.moderation.engine import Piece


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_only_the_words_that_change_are_marked() -> None:
    assert engine.compare("60 places assises", "35 places assises") == [
        Piece("gone", "60 "),
        Piece("new", "35 "),
        Piece("same", "places assises"),
    ]


def test_what_is_added_at_the_end_is_marked_alone() -> None:
    found = engine.compare("Rampe à droite de l’entrée", "Rampe à droite de l’entrée, sonnette à 1,10 m")
    assert text(engine.side(found, "gone")) == "Rampe à droite de l’entrée, sonnette à 1,10 m"
    assert found[-1].kind == "new"


def test_two_texts_with_little_in_common_are_shown_one_after_the_other() -> None:
    assert engine.compare("tous les soirs", "fermé en juin") == [
        Piece("gone", "tous les soirs"),
        Piece("new", "fermé en juin"),
    ]


def test_nothing_and_something() -> None:
    assert engine.compare("", "35") == [Piece("new", "35")]
    assert engine.compare("35", "") == [Piece("gone", "35")]
    assert engine.compare("", "") == []


def test_each_side_gives_back_its_text() -> None:
    before = "Une soupe chaude, servie debout.\n\nSans inscription, le midi."
    after = "Une soupe chaude et du pain, servis debout.\n\nSans inscription."
    found = engine.compare(before, after)
    assert text(engine.side(found, "gone")).split() == after.split()
    assert text(engine.side(found, "new")).split() == before.split()


def test_the_longest_texts_are_compared_in_less_than_five_seconds() -> None:
    before = " ".join(f"mot{n % 40}" for n in range(1500))
    after = " ".join(f"mot{n % 39}" for n in range(1500))
    started = time.monotonic()
    engine.compare(before, after)
    assert time.monotonic() - started < 5


def test_paragraphs_are_compared_one_by_one() -> None:
    before = "La station s’arrête.\n\nLe réservoir couvre trois heures. Rien à prévoir.\n\nLes halls sont prévenus."
    after = (
        "La station s’arrête.\n\nDès la veille, un groupe est amené et essayé.\n\nLes halls sont prévenus par affiche."
    )
    assert engine.compare(before, after) == [
        Piece("same", "La station s’arrête.\n\n"),
        Piece("gone", "Le réservoir couvre trois heures. Rien à prévoir.\n\n"),
        Piece("new", "Dès la veille, un groupe est amené et essayé.\n\n"),
        Piece("same", "Les halls sont "),
        Piece("gone", "prévenus."),
        Piece("new", "prévenus par affiche."),
    ]
