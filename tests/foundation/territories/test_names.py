"""Names as people type them."""

import pytest

from boucle.foundation.territories.engine import names
from boucle.foundation.territories.engine.names import Asked


@pytest.mark.parametrize(
    "typed",
    ["Saint-Étienne", "SAINT ETIENNE", "St-Etienne", "st. étienne", " saint  etienne ", "Saint-E\u0301tienne"],
)
def test_accents_capitals_hyphens_and_short_forms_are_forgiven(typed: str) -> None:
    assert names.fold(typed) == "saint etienne"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Collonges s/ Mont d’Or", "collonges sur mont d or"),
        ("Ste-Foy-lès-Lyon", "sainte foy les lyon"),
        ("Lyon 3e Arrondissement", "lyon 3 arrondissement"),
        ("Paris 1er Arrondissement", "paris 1 arrondissement"),
        ("Œuilly", "oeuilly"),
        ("Villeurbanne Cedex", "villeurbanne"),
        ("%_'; DROP TABLE", "drop table"),
        ("😀\x00", ""),
    ],
)
def test_a_name_is_folded_to_words(typed: str, folded: str) -> None:
    assert names.fold(typed) == folded


def test_a_folded_name_fits_its_column() -> None:
    assert len(names.fold("abc def " * 2_000)) <= 120


def test_an_article_is_let_go_of() -> None:
    assert names.without_article("le havre") == "havre"
    assert names.without_article("l isle d abeau") == "isle d abeau"
    assert names.without_article("havre") == ""
    assert names.without_article("les") == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Villeurbanne", Asked(name="villeurbanne")),
        ("69100", Asked(postal_code="69100")),
        ("69 100", Asked(postal_code="69100")),
        ("F-69100", Asked(postal_code="69100")),
        ("B-4000 Liège", Asked(name="liege", postal_code="4000")),
        ("691", Asked(postal_code="691")),
        ("69100 Villeurbanne", Asked(name="villeurbanne", postal_code="69100")),
        ("Villeurbanne (69100)", Asked(name="villeurbanne", postal_code="69100")),
        ("12 rue des Lilas, 69100 Villeurbanne Cedex", Asked(name="villeurbanne", postal_code="69100")),
        ("Saint-Denis (93)", Asked(name="saint denis", department="93")),
        ("Ajaccio (2A)", Asked(name="ajaccio", department="2A")),
        ("Saint-Denis (La Réunion)", Asked(name="saint denis", department="la reunion")),
    ],
)
def test_the_likeliest_reading_comes_first(typed: str, first: Asked) -> None:
    assert names.readings(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "\x00", "😀😀", "()", ",,,,", "'\"", "\u202e"])
def test_nothing_is_read_in_nothing(typed: str) -> None:
    assert names.readings(typed) == []


@pytest.mark.parametrize("typed", ["a" * 10_000, "69100 " * 2_000, "a," * 5_000, "(" * 10_000, "1 " * 5_000])
def test_long_text_gives_few_readings(typed: str) -> None:
    assert len(names.readings(typed)) <= names.MOST_READINGS


@pytest.mark.parametrize("slip", ["lyn", "lyoon", "lyom", "lyno", "ylon", "yon", "lyo", "alyon"])
def test_one_slip_leaves_a_beginning_or_an_end_whole(slip: str) -> None:
    start, end = names.pieces(slip)
    assert "lyon".startswith(start) or "lyon".endswith(end)
