"""Supplied by a path: a node of a network has supply when links in service join it to a source.

Gates cannot say it: two nodes that need "any neighbour" would keep each other alive. What this finds without supply is
what hits the services of a domino run.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from boucle.before.dominos.engine.model import Flags, Longs


def unsupplied(count: int, links: Longs, in_service: Flags, sources: Sequence[int]) -> Flags:
    """Which of `count` nodes no source reaches. `links` has a row (from, to) for each link, usable both ways."""
    used = links[in_service]
    graph = coo_array((np.ones(len(used), np.int8), (used[:, 0], used[:, 1])), (count, count))
    _, part = connected_components(graph, directed=False)
    alive = np.zeros(count, bool)
    alive[part[np.asarray(sources, np.int64)]] = True
    found: Flags = ~alive[part]
    return found
