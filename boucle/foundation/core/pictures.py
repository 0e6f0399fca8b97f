"""Photos: any usual picture in, a small WebP without metadata out (Pillow)."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1600  # pixels
HEAVIEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000  # above, a few kilobytes may unpack into gigabytes
QUALITY = 78
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class PhotoError(ValueError):
    """`code` is heavy, large or unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: WebP bytes, pixels, and their SHA-256."""

    image: bytes
    width: int
    height: int

    @property
    def key(self) -> str:
        return hashlib.sha256(self.image).hexdigest()


def reencode(data: bytes) -> Picture:
    """Draws a picture anew, upright, at most 1,600 pixels long; its first frame when it moves. Raises PhotoError."""
    if len(data) > HEAVIEST:
        raise PhotoError("heavy")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured right below
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise PhotoError("large")
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Image.DecompressionBombError as error:
        raise PhotoError("large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, PhotoError):
            raise
        raise PhotoError("unreadable") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = io.BytesIO()
    upright.save(drawn, "WEBP", quality=QUALITY, method=4)
    return Picture(drawn.getvalue(), upright.width, upright.height)


def as_jpeg(image: bytes) -> bytes:
    """A picture that `reencode` made, for the documents whose readers do not all know WebP."""
    drawn = io.BytesIO()
    Image.open(io.BytesIO(image), formats=("WEBP",)).convert("RGB").save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()


def measure(image: bytes) -> Picture:
    """A picture that `reencode` made, read again from its bytes."""
    opened = Image.open(io.BytesIO(image), formats=("WEBP",))
    return Picture(image, opened.width, opened.height)
