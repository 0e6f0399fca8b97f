"""Names of people and organisations as CSL-JSON has them, in one shape whatever wrote them."""

from typing import Any

from boucle.foundation.core import text

LONGEST = 200
PARTS = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")


def tidy(person: Any) -> dict[str, Any]:
    """Cleaned; empty when nothing names anybody.

    A particle is what stands in small letters before a capital (`van der Berg`), whoever wrote it apart or not; one
    that falls when the family comes first (`Gaulle, Charles de`) follows the given name.
    """
    if isinstance(person, str):
        person = {"literal": person}
    if not isinstance(person, dict):
        return {}
    known = {name: text.clean_line(str(person[name]))[:LONGEST] for name in PARTS if person.get(name)}
    if known.get("literal"):
        return {"literal": known["literal"]}
    particle, family = split(" ".join(filter(None, (known.get("non-dropping-particle"), known.get("family")))))
    given = " ".join(filter(None, (known.get("given"), known.get("dropping-particle"))))
    if not given:
        return {"literal": f"{particle} {family}".strip()} if family else {}
    if not family:
        return {"literal": given}
    made = {"family": family, "given": given, "suffix": known.get("suffix"), "non-dropping-particle": particle}
    return {name: value for name, value in made.items() if value}


def split(family: str) -> tuple[str, str]:
    """The particle and the rest; all of it is the rest when no word has a capital."""
    words = family.split()
    first = next((place for place, word in enumerate(words) if not word[0].islower()), 0)
    return " ".join(words[:first]), " ".join(words[first:])


def written(name: dict[str, Any]) -> str:
    """`Family, Given, Suffix`, or what it is called."""
    if name.get("literal"):
        return str(name["literal"])
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("given"), name.get("suffix"))))
