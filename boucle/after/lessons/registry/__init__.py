"""What the room offers ready-made: formats of a debrief, the questions of the meter. Callers say `registry.FORMATS`."""

from boucle.after.lessons.registry.formats import FORMATS, Format, Role, Step, named
from boucle.after.lessons.registry.validity import VALIDITY

__all__ = ["FORMATS", "VALIDITY", "Format", "Role", "Step", "named"]
