"""A report becomes a draft; somebody checks it; only then does it become sheets."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boucle.after.library.engine import report as engine
from boucle.after.library.engine import report_sheets
from boucle.after.library.models import Draft
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories.models import Territory

KEPT = timedelta(days=90)  # it names people: long enough to check it, no longer


@transaction.atomic
def read_report(*, territory: Territory, user: User, words: str, form_key: UUID) -> Draft:
    """Keeps a report with what was read in it; nothing is published. The same form sent twice makes one.

    Raises PermissionDenied for whoever does not coordinate the territory, NotPossible for a text without any session.
    """
    accounts.check_coordinate(user, territory.pk)
    known = Draft.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    read = engine.read(words)
    if not read.sessions:
        raise NotPossible(
            _("No session was found: each begins with a line such as “SESSION 1 – Its theme”. Nothing was kept.")
        )
    found = report_sheets.keyed(read.as_json())
    return Draft.objects.create(
        territory=territory,
        user=user,
        title=read.title or read.sessions[0].title[:200],
        text=text.clean(words),
        found=found,
        total=report_sheets.size(found),
        form_key=form_key,
        created_at=clock.now(),
        keep_until=clock.today() + KEPT,
    )


@transaction.atomic
def correct(*, draft: Draft, user: User, title: str, preface: str, sessions: list[dict[str, Any]]) -> Draft:
    """Writes what somebody corrected: for each session its title, date, the numbers of the speakers who agreed to be
    named and those of the pieces that are set aside."""
    row = locked(draft, user)
    found = row.found
    found["title"] = row.title = text.clean_line(title)[:200] or row.title
    found["preface"] = text.clean(preface)
    for session, typed in zip(found["sessions"], sessions, strict=True):
        session["title"] = typed["title"]
        session["date"] = typed["date"]
        for number, speaker in enumerate(session["speakers"]):
            speaker["agreed"] = number in typed["agreed"]
        for number, piece in enumerate(session["pieces"]):
            piece["kept"] = number not in typed["aside"]
    row.total = report_sheets.size(found)
    row.save(update_fields=["title", "found", "total"])
    return row


@transaction.atomic
def discard(*, draft: Draft, user: User) -> None:
    """Raises NotPossible while the worker publishes it: half a report would stay."""
    accounts.check_coordinate(user, draft.territory_id)
    row = rows().select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if row is not None and row.is_waiting:
        raise NotPossible(_("It is being published: throw it away once it is in the library."))
    if row is not None:
        row.delete()


def locked(draft: Draft, user: User) -> Draft:
    """The draft as it is now, for somebody who may change it."""
    accounts.check_coordinate(user, draft.territory_id)
    row = rows().select_for_update(of=("self",)).get(pk=draft.pk)
    if row.is_waiting:
        raise NotPossible(_("This report is being published: wait until it is in the library."))
    if row.is_done:
        raise NotPossible(_("This report is in the library already: correct its sheets one by one."))
    return row


def rows() -> QuerySet[Draft]:
    """Without the text that they were read in, which nobody reads again."""
    return Draft.objects.select_related("territory").defer("text")


def purge() -> int:
    """Deletes drafts past their date wherever they stand, names included; what was published stays. Safe to run
    again."""
    return Draft.objects.filter(keep_until__lt=clock.today()).delete()[0]
