"""Forms of initiatives. `InitiativeForm` is the one form of the page, the programming interface and the import.

`InitiativeForm(data, territory=…, situation=…)`; once it is valid, `form.content()` is what `lifecycle.propose` and
`lifecycle.revise` take, and `form.place` the territory that it belongs to.
"""

from boucle.during.initiatives.forms.initiative import InitiativeForm

__all__ = ["InitiativeForm"]
