"""Photos: drawn anew, small, without metadata; what is no photo is refused."""

import io
import zlib

import pytest
from PIL import Image

from boucle.foundation.core import pictures as photo
from tests.factories import initiatives as factory


def code(data: bytes) -> str:
    with pytest.raises(photo.PhotoError) as refused:
        photo.reencode(data)
    return refused.value.code


def test_a_large_photo_becomes_a_small_webp() -> None:
    kept = photo.reencode(factory.picture(4000, 3000))
    drawn = Image.open(io.BytesIO(kept.image))
    assert (drawn.format, drawn.size) == ("WEBP", (1600, 1200))
    assert (kept.width, kept.height) == drawn.size
    assert photo.measure(kept.image) == kept


def test_a_small_photo_is_not_enlarged() -> None:
    assert photo.reencode(factory.picture(300, 200, "PNG")).width == 300


def test_place_date_and_camera_are_taken_out() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    drawn = Image.open(io.BytesIO(photo.reencode(factory.picture(exif=exif.tobytes())).image))
    assert not drawn.getexif()
    assert "exif" not in drawn.info
    assert b"Telephone" not in photo.reencode(factory.picture(exif=exif.tobytes())).image


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = photo.reencode(factory.picture(400, 200, exif=exif.tobytes()))
    assert (kept.width, kept.height) == (200, 400)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a<script>alert(1)</script>",
        b"MZ\x90\x00 a program called photo.jpg",
        b"\xff\xd8\xff\xe0 cut short",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert code(data) == "unreadable"


def test_a_photo_cut_short_is_refused() -> None:
    assert code(factory.picture()[:2000]) == "unreadable"


def test_a_photo_of_more_than_ten_megabytes_is_refused() -> None:
    assert code(b"\xff\xd8" + b"\x00" * photo.HEAVIEST) == "heavy"


def test_few_bytes_that_unpack_into_gigabytes_are_refused() -> None:
    """A PNG that says 60,000 × 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    assert code(bomb + chunk(b"IEND", b"")) == "large"


def test_transparency_and_palettes_are_drawn() -> None:
    drawn = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(drawn, "PNG")
    assert photo.reencode(drawn.getvalue()).width == 50
