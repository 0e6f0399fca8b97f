"""What a challenge adds to the content of its contribution, as JSON values."""

from typing import Any

from boucle.before.dominos.models import Challenge
from boucle.foundation.lifecycle.models import Contribution


def challenge_content(contribution: Contribution) -> dict[str, Any]:
    row = (
        Challenge.objects.select_related("service__inventory", "dependency__supplier")
        .filter(pk=contribution.pk)
        .first()
    )
    if row is None:
        return {}
    return {
        "inventory": row.service.inventory.slug,
        "service": row.service.code,
        "supplier": row.dependency.supplier.code if row.dependency else "",
        "figure": row.figure,
        "former": row.former,
        "value": row.value,
        "source": row.source,
    }
