"""LaTeX in the fields of BibTeX: read into plain words, written so that no sign of a title is taken for a command."""

import re
from typing import Any

from bibtexparser import middlewares, model

from boucle.after.library.engine.bibtex_words import VERBATIM

# Signs of the text that reading LaTeX would take away, or give another shape, while it is read.
OPEN, CLOSE, HAT = "\ue000", "\ue001", "\ue002"
ASIDE = (
    (re.compile(r"\{?\\textbraceleft(?:\{\})?\}?|\\\{"), OPEN),
    (re.compile(r"\{?\\textbraceright(?:\{\})?\}?|\\\}"), CLOSE),
    (re.compile(r"\{?\\textasciicircum(?:\{\})?\}?|\\\^\{\}"), HAT),
    # Inside an entry a percent sign is one, though LaTeX would drop the rest of the line.
    (re.compile(r"(?<!\\)%"), r"\%"),
)
SIGNS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": "{`}",  # two of them are a quotation mark, as two apostrophes are, and hyphens a dash
    "'": "{'}",
    "-": "{-}",
}
BACK = str.maketrans({OPEN: "{", CLOSE: "}", HAT: "^"})
SPECIAL = re.compile(r"[\\{}%&$#_~^]|(?<=`)`|(?<=')'|(?<=-)-|(?<=[?!])`")
ESCAPED = re.compile(r"\\([%&$#_~^{}])(?:\{\})?")


class Decoding(middlewares.LatexDecodingMiddleware):
    """Its braces stay, for they keep the words of an organisation together; addresses are left as they stand."""

    def __init__(self) -> None:
        super().__init__(keep_braced_groups=True)

    def transform_entry(self, entry: model.Entry, library: Any) -> Any:
        kept = {field.key: field.value for field in entry.fields if field.key.lower() in VERBATIM}
        read = super().transform_entry(entry, library)
        for field in read.fields if isinstance(read, model.Entry) else ():
            if field.key in kept:
                field.value = ESCAPED.sub(r"\1", str(kept[field.key]))
        return read

    def _transform_python_value_string(self, python_string: str) -> tuple[str, str]:
        for sign, instead in ASIDE:
            python_string = sign.sub(instead, python_string)
        read, error = super()._transform_python_value_string(python_string)
        return str(read), str(error)


def plain(value: Any) -> str:
    """Braces keep the capitals of a title in LaTeX; here they say nothing, but for those that are signs of the text."""
    return re.sub(r"[{}]", "", str(value)).translate(BACK).strip()


def encoded(value: str) -> str:
    """Words as LaTeX reads them; letters with accents stay, every program reads UTF-8."""
    return SPECIAL.sub(lambda found: SIGNS[found[0]], value)
