"""CSL-JSON in and out."""

import json

from boucle.after.library.engine.items import Item, Reading


def read(text: str) -> Reading:
    """The references of a CSL-JSON file: one object, or a list of them. What is none is set aside."""
    found = Reading()
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        found.refuse(getattr(error, "lineno", 1), text, "syntax")
        return found
    for number, each in enumerate(given if isinstance(given, list) else [given], 1):
        words = json.dumps(each, ensure_ascii=False)
        if isinstance(each, dict):
            found.take(number, each, words)
        else:
            found.refuse(number, words, "syntax")
    return found


def write(given: list[Item]) -> str:
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"
