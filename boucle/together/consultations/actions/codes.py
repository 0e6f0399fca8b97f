"""Letters on paper: a code is made when it is printed, and nobody can read it again afterwards."""

from collections.abc import Iterable

from django.db import transaction

from boucle.foundation.accounts.models import User
from boucle.together.consultations.actions import panel
from boucle.together.consultations.actions.panel import Invitation
from boucle.together.consultations.models import Panellist


@transaction.atomic
def print_letters(*, panellists: Iterable[Panellist], user: User) -> list[Invitation]:
    """A new code for each, to be printed at once; the one of an earlier letter opens nothing any more.

    Where anonymity is set, whoever already answered keeps their first one, and no letter shows it: see panel.renew.
    """
    return [panel.renew(panellist=panellist, user=user) for panellist in panellists]
