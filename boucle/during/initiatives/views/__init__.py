"""Pages of initiatives: the list, the fiche, proposing, following."""
