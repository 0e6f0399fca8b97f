"""Pure computation of the lessons: names to mask, levels, medians, the ring of the loop. Knows no Django."""
