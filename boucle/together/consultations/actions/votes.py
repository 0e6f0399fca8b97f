"""A vote on an opinion map: one short insert, and nothing else."""

from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.models import Item, Voice, Vote


def cast(*, voice: Voice, item: Item, value: object) -> Vote:
    """Adds a line; the last one of a voice on a statement counts. The same vote sent twice is one line.

    Raises NotPossible after the close, on a statement of another consultation or one that was set aside.
    """
    if item.consultation_id != voice.consultation_id or item.is_withdrawn:
        raise NotPossible(_("This statement is no longer asked."))
    rules.check_voting(voice.consultation)
    checked = rules.check_value(item, value)
    said = 0 if checked is None else checked
    last = Vote.objects.filter(voice=voice, item=item).order_by("-id").first()
    if last is not None and last.value == said:
        return last
    return Vote.objects.create(consultation_id=voice.consultation_id, voice=voice, item=item, value=said)
