"""The encoding of a file that somebody saved, without asking them."""

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY = ["cp1252", "mac_roman", "cp850"]  # Windows, old Macs, DOS exports: French files come in no other
SAMPLE = 256 * 1024
BLOCK = 1024 * 1024


def detect(file: BinaryIO) -> str:
    """The name of the encoding; the file is read from its beginning, and left there.

    A mark decides; then UTF-16 without a mark, by its zeros; then UTF-8 if the whole file is; then the likeliest of the
    encodings that French spreadsheets write.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    found = marked(sample) or zeros(sample) or ("utf-8" if is_utf8(file) else likeliest(sample))
    file.seek(0)
    return found


def marked(sample: bytes) -> str:
    return next((name for mark, name in MARKS if sample.startswith(mark)), "")


def zeros(sample: bytes) -> str:
    """In UTF-16 every second byte of a Latin text is zero."""
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > 0.4 * half else ""


def is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def likeliest(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=LIKELY).best()
    return best.encoding if best is not None else "cp1252"
