"""Tables of the library."""

from boucle.after.library.models.check import Check
from boucle.after.library.models.draft import Draft
from boucle.after.library.models.notebook import Entry, Notebook
from boucle.after.library.models.sheet import Picture, Sheet, Subject

__all__ = ["Check", "Draft", "Entry", "Notebook", "Picture", "Sheet", "Subject"]
