"""Tables of the dominoes. Callers say `from boucle.before.dominos.models import Inventory, Service, …`."""

from boucle.before.dominos.models.challenge import Challenge
from boucle.before.dominos.models.computed import Attachment, Computed
from boucle.before.dominos.models.inventory import Inventory
from boucle.before.dominos.models.measure import Measure, Part
from boucle.before.dominos.models.nodes import Dependency, Service
from boucle.before.dominos.models.provenance import Provenance
from boucle.before.dominos.models.schedule import Cut, Schedule

__all__ = [
    "Attachment",
    "Challenge",
    "Computed",
    "Cut",
    "Dependency",
    "Inventory",
    "Measure",
    "Part",
    "Provenance",
    "Schedule",
    "Service",
]
