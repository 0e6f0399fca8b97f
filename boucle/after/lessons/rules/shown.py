"""What a testimony may show, and when."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from boucle.after.lessons.models import Testimony
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible


def is_embargoed(row: Testimony) -> bool:
    """An inquiry runs, or the day has not come."""
    return row.is_inquired or (row.embargo_until is not None and row.embargo_until > clock.today())


def check_verb(contribution: Contribution, verb: str) -> None:
    """Registered with the kind: whichever door publishes or corrects it, an embargo holds."""
    if verb not in (Verb.PUBLISH, Verb.RESTORE, Verb.REVISE):
        return
    row = Testimony.objects.filter(pk=contribution.pk).first()
    if row is None or not is_embargoed(row):
        return
    if verb == Verb.REVISE:
        raise NotPossible(_("This testimony is under embargo: its words stay as they were given until it is lifted."))
    if row.is_inquired or row.embargo_until is None:
        raise NotPossible(
            _("An inquiry runs: this testimony is kept, and shown to nobody until the embargo is lifted.")
        )
    raise NotPossible(
        _("This testimony is under embargo until %(day)s.") % {"day": date_format(row.embargo_until, "j F Y")}
    )
