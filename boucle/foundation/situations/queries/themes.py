"""The tree of themes: a few dozen rows, read whole in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from boucle.foundation.situations.models import Theme


@dataclass(frozen=True)
class Branch:
    """A theme and the branches below it, in the order of the tree."""

    theme: Theme
    children: tuple["Branch", ...] = ()


def theme_tree() -> list[Branch]:
    """Every theme, roots first, each with its children; one query."""
    below: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.order_by("rank", "slug"):
        below[theme.parent_id].append(theme)
    return [branch(theme, below) for theme in below[None]]


def branch(theme: Theme, below: dict[int | None, list[Theme]]) -> Branch:
    return Branch(theme, tuple(branch(child, below) for child in below.get(theme.pk, ())))


def widest_themes() -> list[Theme]:
    """Those that stand below none, in the order of the tree; one query."""
    return list(Theme.objects.filter(parent__isnull=True).order_by("rank", "slug"))


def indented(branches: Iterable[Branch], depth: int = 0) -> list[tuple[str, str]]:
    """Slugs and names for a select, those of a branch set in; the whole tree below each."""
    found: list[tuple[str, str]] = []
    for each in branches:
        found.append((each.theme.slug, "\u2003" * depth + each.theme.name))  # an indent that browsers show there
        found += indented(each.children, depth + 1)
    return found


def theme_and_descendants_ids(theme: Theme | int) -> list[int]:
    """A theme's identifier and those of every theme below it, sorted; one query. Empty for an unknown theme."""
    top = theme.pk if isinstance(theme, Theme) else theme
    parents = dict(Theme.objects.values_list("id", "parent"))
    return sorted(one for one in parents if is_below(one, top, parents))


def is_below(theme_id: int | None, top: int, parents: dict[int, int | None]) -> bool:
    seen: set[int] = set()
    while theme_id is not None and theme_id not in seen:
        if theme_id == top:
            return True
        seen.add(theme_id)
        theme_id = parents.get(theme_id)
    return False
