"""Notes, and people around a plan, by the real actions."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from boucle.before.plans import actions
from boucle.before.plans.enums import NoteVariety
from boucle.before.plans.models import Note, Plan, Section
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from tests.factories import accounts, plans

TEXT = "La station s’arrête.\n\nLe réservoir tient une heure.\n\nLes halls sont prévenus."
OTHER_TEXT = "La station s’arrête.\n\nLe réservoir tient 70 minutes.\n\nLes halls sont prévenus par affiche."


def brought(section: Section, *, email: str = "", **fields: Any) -> lifecycle.Proposed:
    """What somebody has just sent."""
    fields.setdefault("text", "Au 14, l’eau manque la première.")
    return actions.bring_note(section=section, contact=lifecycle.ContactDetails(email=email), **fields)


def note(section: Section, **fields: Any) -> Note:
    """A note that a referent has published."""
    made = brought(section, **fields)
    by = rules.By(user=plans.keeper(section.plan))
    lifecycle.publish(contribution=made.contribution, by=by)
    return Note.objects.select_related("contribution", "section__contribution", "section__plan").get(
        pk=made.contribution.pk
    )


def change(section: Section, proposed: str = OTHER_TEXT, **fields: Any) -> Note:
    return note(section, variety=NoteVariety.CHANGE, proposed=proposed, **fields)


def keeper_of(section: Section) -> User:
    """Somebody with no scope at all, to whom the section is given to keep."""
    somebody = accounts.user(name="Service des travaux")
    Section.objects.filter(pk=section.pk).update(keeper=somebody)
    section.keeper = somebody
    return somebody


def staff(plan: Plan) -> User:
    """A member who sees everything in the territory, and writes nothing."""
    return accounts.referent(plan.territory, rights=frozenset({Right.SEE}))


def signed(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "fr"})
    if user is not None:
        client.force_login(user)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode().replace("\xa0", " ")


def typed(**changes: Any) -> dict[str, Any]:
    """What a browser sends with a note."""
    stamp = guard.STAMP.sign(str(int(clock.now().timestamp()) - 60))
    sent = {"key": str(uuid.uuid4()), "stamp": stamp, "text": "Au 14, l’eau manque la première.", "speaker": "resident"}
    return {**sent, "consent": "on", **changes}


def form_of(section: Section, **changes: Any) -> dict[str, Any]:
    """What a browser sends with a version of a section."""
    row = section.contribution
    last = row.transitions.order_by("-number").values_list("number", flat=True).first()
    known = {"title": row.title, "text": row.text, "content": section.content, "review_months": section.review_months}
    return {**known, "seen": last, "form_key": str(uuid.uuid4()), **changes}


def days(number: int) -> timedelta:
    return timedelta(days=number)
