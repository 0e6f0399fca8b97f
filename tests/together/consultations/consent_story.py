"""A consent process that reaches its steps by the real actions."""

from typing import Any

from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ConsentStep, Fate, Method
from boucle.together.consultations.models import Consultation, Objection, Voice
from tests.factories import consultations as factory

TEXT = "La commune ouvre la salle des fêtes chaque soir de coupure."
MENDED = "La commune ouvre la salle des fêtes chaque soir de coupure, avec un agent de soin."


def begun(*, access: Access = Access.PUBLIC, **settings: Any) -> Consultation:
    """A proposal that is written, and open to questions."""
    row = factory.consultation(Method.CONSENT, access=access, **settings)
    user = factory.facilitator(row)
    actions.write_proposal(consultation=row, user=user, text=TEXT)
    if access == Access.PANEL:
        factory.invited(row, 3)
    actions.begin(consultation=row, user=user)
    row.refresh_from_db()
    return row


def at(step: ConsentStep, row: Consultation | None = None) -> Consultation:
    row = row or begun()
    while row.step != step:
        row = actions.next_step(consultation=row, user=factory.facilitator(row))
    return row


def objected(row: Consultation, reason: str = "Personne ne surveille les appareils.") -> tuple[Objection, Voice]:
    voice, _code = factory.voice(row)
    return actions.object_to(voice=voice, reason=reason, amendment="Un agent de soin est présent."), voice


def standing_at_integration() -> tuple[Consultation, Objection, Voice]:
    row = at(ConsentStep.OBJECT)
    objection, voice = objected(row)
    return actions.next_step(consultation=row, user=factory.facilitator(row)), objection, voice


def decided_by(row: Consultation, *values: int) -> Consultation:
    """These answers to the last question, then the close."""
    row = at(ConsentStep.DECIDE, row)
    for value in values:
        voice, code = factory.voice(row)
        actions.stand(voice=voice, code=code, value=value)
    return factory.close(row)


def upheld(row: Consultation, objection: Objection) -> Objection:
    user = factory.facilitator(row)
    return actions.settle(objection=objection, user=user, fate=Fate.UPHELD, resolution="Le risque reste entier.")
