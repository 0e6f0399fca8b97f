"""What may still change before the first round: the question, and what is promised around it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import locked
from boucle.together.consultations.models import Consultation

CHANGED = frozenset({"is_hidden", "is_open_to_statements", "minimum_cell", "quorum", "population"})


@transaction.atomic
def change_settings(*, consultation: Consultation, user: User, title: str, text: str, **settings: Any) -> Consultation:
    """Raises NotPossible once the first round opened: people answered under these words and these promises.

    Method, access and anonymity are not among `settings`: they never change.
    """
    row = locked(consultation)
    rules.check_facilitate(row, user)
    if row.opened_at is not None:
        raise NotPossible(_("The first round opened: people answer under these words, they no longer change."))
    content = {"title": texts.clean_line(title), "text": texts.clean(text)}
    if not content["title"]:
        raise NotPossible(_("Give the consultation a title."))
    unknown = set(settings) - CHANGED
    if unknown:
        raise TypeError(f"no setting that changes: {sorted(unknown)}")
    if content != {"title": row.contribution.title, "text": row.contribution.text}:
        lifecycle.revise(contribution=row.contribution, content=content, by=lifecycle_rules.By(user=user))
    for name, value in settings.items():
        setattr(row, name, value)
    row.save(update_fields=list(settings) or None)
    row.contribution.refresh_from_db()
    return row
