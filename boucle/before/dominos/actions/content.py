"""Writes a content on the row of a challenge."""

from typing import Any

from boucle.before.dominos.models import Challenge, Dependency, Service
from boucle.foundation.lifecycle.models import Contribution

FIELDS = ("value", "source")


def apply(contribution: Contribution, content: dict[str, Any]) -> None:
    """A challenge stays with the figure that it was brought to."""
    row = Challenge.objects.filter(pk=contribution.pk).first() or Challenge(contribution=contribution)
    if row._state.adding:
        row.service = Service.objects.get(inventory__slug=content["inventory"], code=content["service"])
        row.figure, row.former = content["figure"], content.get("former", "")
        if content.get("supplier"):
            row.dependency = Dependency.objects.filter(service=row.service, supplier__code=content["supplier"]).first()
    for name in FIELDS:
        if name in content:
            setattr(row, name, content[name])
    row.save()
