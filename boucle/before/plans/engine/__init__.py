"""Pure computation: coverage of a checklist, clocks, numbers of sections, comparison of texts."""
