"""How deep to look: the level of a debrief by how new and how serious it was.

Three levels from a grid of novelty and severity, each with all of the one below (French civil security directorate,
J.-L. Wybo, guide to learning from experience, 2006). Which cell holds which level is our reading of it.
"""

GRID = ((1, 1, 2), (1, 2, 3), (2, 3, 3))  # rows: novelty 1 to 3; columns: severity 1 to 3


def level(novelty: int, severity: int) -> int:
    """1 (a debrief between those who were there) to 3 (with outsiders, and in public); 0 while one is not said."""
    if not (1 <= novelty <= 3 and 1 <= severity <= 3):
        return 0
    return GRID[novelty - 1][severity - 1]
