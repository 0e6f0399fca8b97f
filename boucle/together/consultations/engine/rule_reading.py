"""Values of a JSON object, read one by one: each mistake is a sentence that names its key, "stop.rounds_at_most"."""

from collections.abc import Mapping, Sequence
from math import inf, isfinite
from typing import Any, NoReturn

from boucle.together.consultations.engine.sentences import Refusal, gettext_noop


class Reader:
    """`close` refuses what was not asked for. A null is a key that is not stated."""

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self.values = values
        self.path = path
        self.known: dict[str, None] = {}  # in the order of asking

    def states(self, name: str) -> bool:
        return self.values.get(name) is not None

    def take(self, name: str, default: Any = None) -> Any:
        self.known |= {name: None}
        value = self.values.get(name)
        return default if value is None else value

    def number(self, name: str, default: float, low: float = -inf, high: float = inf) -> float:
        value = self.take(name, default)
        if not (is_number(value) and low <= value <= high):
            self.refuse(name, number_wanted(low, high), low=f"{low:g}", high=f"{high:g}")
        return float(value)

    def optional(self, name: str, low: float = -inf, high: float = inf) -> float | None:
        """A number that has no default: None where it is not stated."""
        if self.take(name) is None:
            return None
        return self.number(name, 0, low, high)

    def whole(self, name: str, default: int) -> int:
        value = self.take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(name, gettext_noop("“%(key)s” is a whole number, 1 or more."))
        return value

    def flag(self, name: str) -> bool:
        value = self.take(name, False)
        if not isinstance(value, bool):
            self.refuse(name, gettext_noop("“%(key)s” is true or false."))
        return bool(value)

    def range(self, name: str) -> tuple[float, float]:
        value = self.take(name)
        if not (isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))):
            self.refuse(name, gettext_noop("“%(key)s” is a list of two numbers, the lower first: [1, 9]."))
        if value[0] >= value[1]:
            self.refuse(
                name, gettext_noop("“%(key)s” is reversed or empty: the lower number comes first, as in [1, 9].")
            )
        return float(value[0]), float(value[1])

    def among(self, name: str, choices: Sequence[str], default: str) -> str:
        value = self.take(name, default)
        if value not in choices:
            self.refuse(name, gettext_noop("“%(key)s” is one of: %(choices)s."), choices=", ".join(choices))
        return str(value)

    def part(self, name: str) -> "Reader":
        value = self.take(name, {})
        if not isinstance(value, Mapping):
            self.refuse(name, gettext_noop("“%(key)s” is a JSON object: names and values between braces."))
        return Reader(value, f"{self.path}{name}.")

    def close(self) -> None:
        strange = sorted(str(name) for name in self.values if name not in self.known)
        if strange:
            sentence = gettext_noop("“%(key)s” is no key of the rule. Known here: %(known)s.")
            self.refuse(strange[0], sentence, known=", ".join(self.known))

    def refuse(self, name: str, sentence: str, **values: object) -> NoReturn:
        raise Refusal(sentence, key=self.path + name, **values)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def number_wanted(low: float, high: float) -> str:
    if isfinite(low) and isfinite(high):
        return gettext_noop("“%(key)s” is a number from %(low)s to %(high)s.")
    if isfinite(low):
        return gettext_noop("“%(key)s” is a number, %(low)s or more.")
    return gettext_noop("“%(key)s” is a number.")
