"""The median of whole days told by a histogram."""

from collections.abc import Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """`counts`: how many for each value. The middle one, or half-way between the two middle ones; None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    low, high = (total - 1) // 2, total // 2
    return (nth(counts, low) + nth(counts, high)) / 2


def nth(counts: Mapping[int, int], rank: int) -> int:
    """The value at a rank, from 0, in order."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > rank:
            return value
    raise IndexError(rank)
