"""Text as people type it: cleaned on the way in, folded and stemmed for comparison."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[a-z0-9]+")
# Control and format signs that hide or reorder text; tabs and line feeds stay, right-to-left letters too.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
BEFORE_HIGH = re.compile(r"(?<=\S) (?=[?!;])")
BESIDE_WIDE = re.compile(r"(?<=\S) (?=[:»])|(?<=«) (?=\S)")
NARROW, NO_BREAK = "\u202f", "\u00a0"
STOP_WORDS = frozenset(
    "a ai alors as au aucun aussi autre aux avec avez avoir avons bien c ca car ce cela ces cet cette ceux chaque"
    " ci comme comment d dans de des donc du elle elles en encore est et etes etre eu fait faire faut font ici il"
    " ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas"
    " peu peut peuvent plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera"
    " ses si son sont sous suis sur t ta te tes toi ton tous tout toute toutes tres tu un"
    " une vers vos votre vous y".split()
)


def clean(value: str) -> str:
    """What is kept of typed text: NFC, no NUL, no hidden reordering, no space at the ends."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", value).strip()


def clean_line(value: str) -> str:
    """The same on one line."""
    return " ".join(clean(value).split())


def spaced(value: str) -> str:
    """The same text with French spaces: a sign that was typed after a plain space never begins a line alone.

    A narrow no-break space before `? ! ;`, a no-break space before `: »` and after `«` (Lexique des règles
    typographiques en usage à l'Imprimerie nationale). Where no space was typed none is added: English stays as it is.
    """
    return BESIDE_WIDE.sub(NO_BREAK, BEFORE_HIGH.sub(NARROW, value))


def fold(value: str) -> str:
    """Lower case, no accent, ligatures opened: `Œuvre d'Été` becomes `oeuvre d'ete`."""
    value = value.lower()
    if value.isascii():
        return value
    value = value.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(sign for sign in unicodedata.normalize("NFKD", value) if not unicodedata.combining(sign))


def words(value: str) -> list[str]:
    """The folded words of a text, in order."""
    return WORD.findall(fold(value))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The French Snowball stem of a word (M. F. Porter, 2001), folded: plurals and conjugations meet."""
    return fold(str(snowballstemmer.stemmer("french").stemWord(word)))


def stems(value: str) -> list[str]:
    """The stems of a text's telling words, in order. Words are stemmed before accents fall: the stemmer needs them."""
    lowered = unicodedata.normalize("NFC", value.lower().replace("œ", "oe").replace("æ", "ae"))
    found = re.findall(r"[^\W_]+", lowered)
    return [stem(word) for word in found if fold(word) not in STOP_WORDS]
