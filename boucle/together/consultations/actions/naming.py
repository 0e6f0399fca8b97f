"""Name the groups of an opinion map, so that people recognise themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import locked
from boucle.together.consultations.engine import naming
from boucle.together.consultations.models import Consultation, GroupName
from boucle.together.consultations.models.naming import LONGEST_NAME, LONGEST_SENTENCE


@transaction.atomic
def name_group(
    *, consultation: Consultation, user: User, name: str, sentence: str = "", leans: naming.Leans
) -> GroupName:
    """Names the group that has these leans: the name that it had, if any, gives way.

    Raises NotPossible without a name, with one that another group has, or once it is decided.
    """
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_naming(row)
    name, sentence = texts.clean_line(name), texts.clean_line(sentence)
    check(name, sentence)
    alike = [one.pk for one in row.group_names.all() if naming.likeness(one.leans, leans) >= naming.LIKE]
    row.group_names.filter(pk__in=alike).delete()
    if row.group_names.filter(name__iexact=name).exists():
        raise NotPossible(_("Another group has this name already."))
    made = GroupName.objects.create(
        consultation=row, name=name, sentence=sentence, leans=dict(leans), named_at=clock.now(), named_by=user
    )
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return made


def check(name: str, sentence: str) -> None:
    if not name:
        raise NotPossible(_("Give the group a name."))
    if len(name) > LONGEST_NAME:
        raise NotPossible(_("Shorten the name: %(most)s signs at most.") % {"most": LONGEST_NAME})
    if len(sentence) > LONGEST_SENTENCE:
        raise NotPossible(_("Shorten the sentence: %(most)s signs at most.") % {"most": LONGEST_SENTENCE})


@transaction.atomic
def take_name_back(*, consultation: Consultation, user: User, number: int) -> None:
    """The group has its letter alone again. The same again changes nothing."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_naming(row)
    row.group_names.filter(pk=number).delete()
    territories.bump_revision(territory_id=row.contribution.territory_id)
