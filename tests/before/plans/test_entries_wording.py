"""A message: put together from its parts, measured as telephones do."""

import pytest

from boucle.before.plans.engine import wording


def test_five_parts_make_sentences_and_an_address_stays_whole() -> None:
    parts = ["INONDATION", "Commune de Trooz", "", "Montez à l’étage !", "trooz.be/crue"]
    assert wording.compose(parts) == "INONDATION. Commune de Trooz. Montez à l’étage ! trooz.be/crue"
    assert wording.compose(["Appelez le 1771"]) == "Appelez le 1771"
    assert wording.compose(["", " "]) == ""


@pytest.mark.parametrize(
    ("text", "signs", "texts"),
    [
        ("", 0, 0),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 80, 1),  # two units each
        ("€" * 81, 81, 2),
        ("a" * 152 + "€" + "a" * 153, 306, 3),  # the sign that does not fit goes whole into the next message
        ("ê" * 70, 70, 1),
        ("ê" * 71, 71, 2),
        ("😀" * 35, 35, 1),  # two units of sixteen bits each
        ("😀" * 36, 36, 2),
    ],
)
def test_a_text_is_cut_as_the_standard_says(text: str, signs: int, texts: int) -> None:
    size = wording.size(text)
    assert (size.signs, size.texts) == (signs, texts)


def test_french_signs_that_halve_the_room_are_named_once() -> None:
    assert wording.size("À l’étage, la fenêtre et l’être : ça").costly == ("À", "’", "ê", "ç")
    assert wording.size("Montez à l'étage, près de l'école, où Ève éteint").costly == ("È",)
    assert wording.size("Coupure de 18 h à 20 h. Rechargez vos téléphones.").costly == ()


def test_a_cell_broadcast_holds_fifteen_pages() -> None:
    assert (wording.size("a" * 1395).fits_broadcast, wording.size("a" * 1396).fits_broadcast) == (True, False)
    assert (wording.size("ê" * 615).fits_broadcast, wording.size("ê" * 616).fits_broadcast) == (True, False)
