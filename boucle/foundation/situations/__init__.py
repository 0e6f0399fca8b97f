"""Situations: what happens to a territory, and the words under which people sort what they bring.

A `Theme` is a category, in a tree of two levels that every territory shares (`data/themes.json`). A `Template` is a
situation ready to activate (`data/templates.json`). A `Situation` is a crisis, an exercise, a planned event or a
standing risk; activating one opens its themes, forms, referents and texts, closing it freezes them. An `ArchiveRow`
is one published fiche as it was on the day its situation closed.
"""
