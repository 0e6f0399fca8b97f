"""Guesses: which column is what, which theme a category means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from boucle.commons.opendata.engine import words
from boucle.foundation.core import text

LONG = 60  # signs: a column of longer texts is a description
NUMBERED = 0.9


@dataclass(frozen=True)
class ThemeWords:
    """One theme that may be chosen: its slug, the slug above it ("" at the top) and what it is called."""

    slug: str
    above: str
    names: tuple[str, ...]


def fold(header: str) -> str:
    return " ".join(text.fold(header).replace("_", " ").replace("’", "'").split())


HEADERS = {target: [fold(each) for each in headers.split("|")] for target, headers in words.HEADERS.items()}


def guess_columns(columns: Sequence[str], targets: Collection[str]) -> dict[str, str]:
    """Column → target, for those that are recognised; a target takes one column, some take several."""
    folded = {column: fold(column) for column in columns}
    guessed: dict[str, str] = {}
    for target, headers in HEADERS.items():
        if target not in targets:
            continue
        found = [column for header in headers for column in columns if folded[column] == header]
        free = [column for column in dict.fromkeys(found) if column not in guessed]
        for column in free if target in words.SEVERAL and target != "theme" else free[:1]:
            guessed[column] = target
    return {column: guessed[column] for column in columns if column in guessed}


def guess_theme(value: str, themes: Sequence[ThemeWords]) -> str:
    """The slug of the theme that a category means, empty when none does.

    By slug, by name, then by the words that both share; a theme that is not offered gives way to the one above it.
    """
    said = text.fold(value).strip()
    if not said:
        return ""
    for theme in themes:
        if said in (theme.slug, *(text.fold(name) for name in theme.names)):
            return theme.slug
    return by_words(set(stems([value])), themes) or by_habit(said, themes)


def by_words(said: set[str], themes: Iterable[ThemeWords]) -> str:
    scored = [(len(said & set(stems(theme.names))), theme.slug) for theme in themes]
    best = max((score for score, _ in scored), default=0)
    return next((slug for score, slug in scored if score == best), "") if best else ""


def by_habit(said: str, themes: Sequence[ThemeWords]) -> str:
    """By the words of `words.THEMES`; each part of "santé, social" is tried in order."""
    offered = {theme.slug for theme in themes}
    for word in [said.replace(" ", "-"), *text.words(said.replace("0 ", "0"))]:
        for slug, called in words.THEMES.items():
            if word in called.split():
                chosen = next((each for each in (slug, PARENTS.get(slug, "")) if each in offered), "")
                if chosen:
                    return chosen
    return ""


def stems(names: Iterable[str]) -> list[str]:
    return [stem for name in names for stem in text.stems(name)]


# where a situation offers only the widest themes
PARENTS: Mapping[str, str] = {
    "courses-producteurs": "manger",
    "aide-alimentaire": "manger",
    "pharmacies": "soins",
    "medecins-infirmiers": "soins",
    "meubles-materiel": "logement",
    "culture": "savoirs",
    "numerique": "savoirs",
    "activite-physique": "savoirs",
    "lieux-frais": "fraicheur",
}
