"""A fiche as linked data (https://schema.org), for search engines and other programs."""

from typing import Any

from boucle.foundation.lifecycle.models import Contribution

LICENCES = {"etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}


def service(row: Contribution, address: str) -> dict[str, Any]:
    """What is public of a fiche as a schema.org Service; empty facts are left out."""
    own = row.initiative
    place = {
        "@type": "Place",
        "address": ", ".join(filter(None, [row.address, row.territory.name])),
        "geo": {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon} if row.lat is not None else None,
        "openingHours": own.hours,
        "telephone": own.public_phone,
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "name": row.title,
        "description": row.text,
        "inLanguage": row.language,
        "category": row.theme.name if row.theme else None,
        "provider": {"@type": "Organization", "name": own.organisation} if own.organisation else None,
        "url": own.public_url,
        "email": own.public_email,
        "areaServed": row.territory.name,
        "availableChannel": {"@type": "ServiceChannel", "serviceLocation": kept(place)},
        "license": LICENCES.get(row.licence, row.licence),
        "dateModified": row.verified_at.isoformat() if row.verified_at else None,
    }
    return kept(facts)


def kept(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}
