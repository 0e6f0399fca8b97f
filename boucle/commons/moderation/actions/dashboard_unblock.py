"""What a coordinator does for a fiche that is stuck: entrust it to somebody, or remind whoever is expected."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.actions import record
from boucle.foundation.lifecycle.enums import Purpose, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import actions as letters
from boucle.foundation.messages.enums import Template

ENTRUSTED = timedelta(hours=24)


@transaction.atomic
def entrust(*, contribution: Contribution, by: User, to: User) -> Contribution:
    """Puts a fiche in somebody's hands for a day, and tells them by mail.

    Raises PermissionDenied for anybody but a coordinator, rules.NotPossible when `to` may not decide here or when the
    fiche no longer waits.
    """
    members.check_coordinate(by, contribution.territory_id)
    row = record.lock(contribution)
    if row.due_at is None:
        raise rules.NotPossible(_("This fiche no longer waits for a decision."))
    if not members.can(to, Right.DECIDE, territory_id=row.territory_id, theme_id=row.theme_id):
        raise rules.NotPossible(_("This person may not decide on this fiche: choose another one."))
    row.held_by, row.held_until = to, clock.now() + ENTRUSTED
    row.save(update_fields=["held_by", "held_until"])
    tell(row, to)
    return row


@transaction.atomic
def remind(*, contribution: Contribution, by: User) -> int:
    """Asks the author again, or those whose decision is awaited: at most one mail a day each. Returns how many.

    Raises PermissionDenied for anybody but a coordinator, rules.NotPossible when nobody can be written to.
    """
    members.check_coordinate(by, contribution.territory_id)
    row = record.lock(contribution)
    written = remind_author(row) if row.state == State.RETURNED else remind_asked(row)
    if not written:
        raise rules.NotPossible(_("Nobody can be written to: no address was left, or nobody is in charge."))
    return written


def remind_author(row: Contribution) -> int:
    """The question again, in the language of the fiche."""
    contact = row.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="").order_by("id").first()
    if contact is None and row.author is None:
        return 0
    last = queries.last_transition(row)
    letters.send(
        template=Template.RETURNED,
        dedupe=key(row, "author"),
        contact=contact,
        user=None if contact else row.author,
        context={**facts(row), "note": last.note if last else "", "reason": ""},
        language=row.language,
    )
    return 1


def remind_asked(row: Contribution) -> int:
    if row.held_by is not None:
        people = [row.held_by]
    elif row.asked_territory_id is not None:
        people = accounts.holders(row.asked_territory_id, row.asked_theme_id)
    else:
        people = []
    for person in people:
        tell(row, person)
    return len(people)


def tell(row: Contribution, person: User) -> None:
    context = {**facts(row), "path": reverse("moderation:item", args=[row.reference])}
    letters.send(template=Template.ESCALATION, dedupe=key(row, str(person.pk)), user=person, context=context)


def facts(row: Contribution) -> dict[str, str]:
    """What a letter says of a fiche: public facts."""
    url_name = registry.kind(row.kind).url_name
    path = reverse(url_name, args=[row.reference]) if url_name else ""
    return {"title": row.title, "reference": row.reference, "territory": row.territory.name, "path": path}


def key(row: Contribution, whom: str) -> str:
    return f"reminder:{row.uid}:{whom}:{clock.today()}"
