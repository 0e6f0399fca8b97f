"""Links: typed edges between two contributions."""

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Contribution, Link


def link(*, source: Contribution, target: Contribution, type: LinkType, by: rules.By) -> Link:  # noqa: A002  # the field's name
    """Joins two contributions; the same link again changes nothing."""
    made, _ = Link.objects.get_or_create(
        source=source, target=target, type=type, defaults={"created_at": clock.now(), "created_by": by.user}
    )
    return made
