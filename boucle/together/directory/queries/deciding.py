"""What a referent sees beside an actor who waits: what was agreed to."""

from boucle.foundation.actors.queries import fields
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Panel


def panel(contribution: Contribution) -> Panel | None:
    """None once the row is erased."""
    row = fields.actor(contribution)
    return Panel("directory/deciding.html", {"actor": row}) if row is not None else None
