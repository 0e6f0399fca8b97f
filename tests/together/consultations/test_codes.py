"""Codes: typed as people type, drawn without pattern, printed apart on each side."""

from hypothesis import given, settings
from hypothesis import strategies as some

from boucle.foundation.core import ids
from boucle.together.consultations.queries import codes

signs = some.text(alphabet=ids.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


def test_a_code_is_twelve_signs_in_three_groups() -> None:
    drawn = codes.new()
    assert [len(part) for part in drawn.split("-")] == [4, 4, 4]
    assert codes.shown(codes.read(drawn)) == drawn


@settings(max_examples=50)
@given(signs)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    sloppy = " ".join(typed.lower()).replace("0", "o").replace("1", "i")
    assert codes.read(sloppy) == typed
    assert codes.voice_print(sloppy) == codes.voice_print(typed)


def test_what_cannot_be_a_code_is_nothing() -> None:
    assert [codes.read(typed) for typed in ("", "7K4P", "7K4P-92QX-M3T!", "U" * 12, "é" * 12)] == [""] * 5


def test_the_two_prints_of_a_code_have_nothing_in_common() -> None:
    drawn = codes.new()
    assert codes.panel_print(drawn) != codes.voice_print(drawn)


def test_two_codes_are_never_alike() -> None:
    assert len({codes.new() for _ in range(500)}) == 500
