"""What an initiative adds to the content of its contribution, as JSON values."""

from typing import Any

from boucle.during.initiatives import enums
from boucle.during.initiatives.models import Initiative
from boucle.foundation.lifecycle.models import Contribution

WORDS = ("variety", "side", "hours", "access", "organisation", "public_phone", "public_email", "public_url")


def content(contribution: Contribution) -> dict[str, Any]:
    """The public fields of its own row; empty when the row is erased."""
    row = initiative(contribution)
    if row is None:
        return {}
    return {
        **{name: getattr(row, name) for name in WORDS},
        "audiences": enums.audience_names(row.audiences),
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "is_full": row.is_full,
        "photo": row.photo_key,
    }


def initiative(contribution: Contribution) -> Initiative | None:
    """Its own row, loaded once; None when its author had it erased."""
    try:
        return contribution.initiative
    except Initiative.DoesNotExist:
        return None


def searched(contribution: Contribution) -> str:
    """Words of its own that a search finds it by."""
    row = initiative(contribution)
    if row is None:
        return ""
    audiences = [str(each.label) for each in enums.Audience if row.audiences & each]
    return " ".join([row.organisation, row.access, row.get_variety_display(), *audiences])
