"""What only the crisis staff reads: each version is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.models import Section, StaffText
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def write(*, section: Section, user: User, text: str, seen: int | None = None) -> StaffText:
    """Another version; unchanged, nothing is written. `seen`: the number of the version that the form showed, 0 for
    none. Raises NotPossible when somebody wrote another one meanwhile."""
    rules.check_write(section, user)
    Section.objects.select_for_update().values_list("pk").get(pk=section.pk)
    last = section.staff_texts.first()
    number = last.number if last else 0
    if seen is not None and seen != number:
        raise NotPossible(
            _("Somebody wrote another version meanwhile: it stands below. Nothing of what you wrote is lost.")
        )
    text = texts.clean(text)
    if last is not None and last.text == text:
        return last
    return StaffText.objects.create(
        section=section, number=number + 1, text=text, written_at=clock.now(), written_by=user
    )
