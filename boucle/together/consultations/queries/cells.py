"""Small cells: what may be told of which groups, so that no subtraction gives back what is hidden."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def shown(sizes: Mapping[Key, int], minimum: int) -> frozenset[Key]:
    """The groups that may be shown, of those whose sizes add up to a total that is known.

    Groups of fewer than `minimum` people are hidden. When those hidden are together fewer than that, the total less
    what is shown would tell them: the smallest group that could be shown is hidden too. Nobody at all is as little as
    one: were it not, what is shown would tell one from the other.
    """
    kept = {key for key, size in sizes.items() if size >= minimum}
    hidden = [size for key, size in sizes.items() if key not in kept]
    if hidden and sum(hidden) < minimum and kept:
        kept.remove(min(kept, key=lambda key: (sizes[key], str(key))))
    return frozenset(kept)
