"""Text as people type it."""

import pytest

from boucle.foundation.core import text


def test_cleaning_removes_nul_and_hidden_reordering_and_keeps_the_rest() -> None:
    assert text.clean(" caf\u0065\u0301\x00 \u202egauche\u202c 🙂\r\nשלום ") == "café gauche 🙂\nשלום"


def test_a_line_has_no_line_feed() -> None:
    assert text.clean_line("deux\n lignes\t là") == "deux lignes là"


def test_folding_forgives_accents_capitals_and_ligatures() -> None:
    assert text.fold("Œuvre d'ÉTÉ") == "oeuvre d'ete"


@pytest.mark.parametrize(
    ("one", "other"),
    [("repas", "REPAS"), ("téléphones", "téléphone"), ("chargeait", "charger"), ("solidarités", "solidarité")],
)
def test_plurals_and_conjugations_share_a_stem(one: str, other: str) -> None:
    assert text.stems(one) == text.stems(other)


def test_words_that_say_nothing_are_left_out() -> None:
    assert text.stems("où est le repas chaud pour les enfants") == text.stems("repas chaud enfants")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Que faire ?", "Que faire\u202f?"),
        ("Vite ; et bien !", "Vite\u202f; et bien\u202f!"),
        ("Deux choses : « ici » et là", "Deux choses\u00a0: «\u00a0ici\u00a0» et là"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("What shall we do?", "What shall we do?"),
        ("Déjà\u00a0: bien\u202f!", "Déjà\u00a0: bien\u202f!"),
        ("à 10:30, http://exemple.fr/?a", "à 10:30, http://exemple.fr/?a"),
        ("", ""),
    ],
)
def test_a_high_sign_never_begins_a_line_alone(typed: str, shown: str) -> None:
    assert text.spaced(typed) == shown
    assert text.spaced(shown) == shown
