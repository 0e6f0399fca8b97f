"""Communes as files name them, each looked up once in a batch."""

from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


class Communes:
    """`code("86000 Poitiers")` is the code of the one commune of the territory that is meant, empty when unsure."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.found: dict[str, str] = {}

    def code(self, said: str) -> str:
        if said not in self.found:
            self.found[said] = self.look(said) if said else ""
        return self.found[said]

    def look(self, said: str) -> str:
        found = territories.find(said, inside=self.territory)
        inside = [candidate for candidate in found.candidates if candidate.is_inside]
        exact = [candidate for candidate in inside if candidate.is_exact] or inside
        return exact[0].territory.code if len(exact) == 1 else ""
