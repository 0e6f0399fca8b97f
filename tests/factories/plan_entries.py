"""Sections that list something, and their lines, made through the actions."""

from typing import Any

from boucle.before.plans import registry
from boucle.before.plans.actions import entries
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Entry, Plan, Section
from boucle.foundation.lifecycle.actions import ContactDetails
from tests.factories import plans

SAMPLES: dict[Content, dict[str, Any]] = {
    Content.RISKS: {"hazard": "flood", "label": "Le ruisseau déborde rue du Thier", "consequence": "Deux caves."},
    Content.STAKES: {"variety": "care", "name": "Maison des Aulnes", "address": "rue du Thier", "people": 42},
    Content.DIRECTORY: {"function": "Bourgmestre", "organisation": "Commune", "public_phone": "04 111 22 33"},
    Content.MEANS: {"variety": "energy", "name": "Groupe de 15 kVA", "quantity": 2, "holder": "Travaux", "minutes": 40},
    Content.REFUGES: {"name": "Salle des fêtes", "address": "place du Marché", "seats": 120, "beds": 30},
    Content.CARDS: {"title": "Ouvrir la salle", "role": "Logistique", "steps": ["Prendre les clés", "Ouvrir"]},
    Content.MESSAGES: {"title": "La veille", "channel": "sms", "text": "COUPURE. Ville de Bron. Rechargez."},
    Content.RESERVE: {"name": "Réserve communale", "people": 12, "skills": "porte à porte", "minutes": 60},
    Content.RETURN: {"title": "Analyser l’eau", "service": "Eaux", "delay": "sous deux jours"},
}
SOMEBODY = ContactDetails(name="Anne Inventée", phone="06 00 00 00 01", email="anne@exemple.fr")


def section(content: Content, of: Plan | None = None, **fields: Any) -> Section:
    """A published section that lists this; not published when the plan is closed."""
    made = plans.section if of is None or of.is_open else plans.draft
    return made(of, content=content.value, **fields)


def entry(of: Section, contact: ContactDetails | None = None, **fields: Any) -> Entry:
    """A line with invented words."""
    content = Content(of.content)
    return entries.add(
        section=of,
        user=plans.keeper(of.plan),
        model=registry.BY_CONTENT[content].model,
        fields={**SAMPLES[content], **fields},
        contact=contact,
    )
