"""A testimony is brought by anybody; its words are shown only by consent, and not while an inquiry runs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.after.lessons import rules
from boucle.after.lessons.enums import Channel, Speaker
from boucle.after.lessons.models import Testimony
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Origin
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages import actions as messages
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

TITLE_LENGTH = 100


@transaction.atomic
def bring(
    *,
    territory: Territory,
    words: str,
    speaker: Speaker,
    may_quote: bool = False,
    event: Situation | None = None,
    channel: Channel = Channel.FORM,
    pseudonym: str = "",
    seen_on: date | None = None,
    contact: lifecycle.ContactDetails | None = None,
    by: lifecycle_rules.By = lifecycle_rules.STRANGER,
    form_key: UUID | None = None,
) -> lifecycle.Proposed:
    """What somebody saw. Not to be quoted, its words are kept for whoever draws lessons and stand in no public row.

    By telephone or on paper, somebody of the staff types it (`by` is theirs). The same form sent twice makes one.
    """
    said = texts.clean(words)
    if not said:
        raise NotPossible(_("Say in a few words what you saw, where and when."))
    if channel != Channel.FORM and by.user is not None:
        rules.check_keep(territory.pk, by.user)
    made = lifecycle.propose(
        kind="testimony",
        territory=territory,
        content={
            **public_words(said, may_quote, speaker),
            **where_from(event, channel, seen_on),
            "speaker": Speaker(speaker),
            "pseudonym": texts.clean_line(pseudonym)[:60],
            "may_quote": may_quote,
        },
        by=by,
        origin=Origin.FORM if channel == Channel.FORM else Origin.STAFF,
        contact=contact,
        form_key=form_key,
    )
    return keep(made, said) if made.is_new else made


def keep(made: lifecycle.Proposed, said: str) -> lifecycle.Proposed:
    """The words as they came, beside the public text; its receipt leaves by mail where an address was given."""
    Testimony.objects.filter(pk=made.contribution.pk).update(words=said)
    messages.send_receipt(contribution=made.contribution, path=reverse("lessons:follow", args=[made.secret]))
    return made


def where_from(event: Situation | None, channel: Channel, seen_on: date | None) -> dict[str, Any]:
    day = seen_on.isoformat() if seen_on else ""
    known = {"event": event.pk if event else 0, "channel": Channel(channel), "seen_on": day}
    return {**known, "language": get_language() or "fr"}


def public_words(said: str, may_quote: bool, speaker: Speaker) -> dict[str, Any]:
    """What everybody may read: the words, or that there are words."""
    if may_quote:
        return {"title": documents.summary(said, TITLE_LENGTH), "text": said}
    title = _("Testimony not to be quoted (%(speaker)s)") % {"speaker": Speaker(speaker).label}
    return {"title": title, "text": _("Its author prefers not to be quoted. Whoever draws lessons has read it.")}


@transaction.atomic
def embargo(*, testimony: Testimony, user: User, is_inquired: bool, until: date | None = None) -> Testimony:
    """While an inquiry runs, or until a day, nothing is shown; lifted, referents decide. Public already, it is taken
    out of sight at once."""
    rules.check_keep(testimony.contribution.territory_id, user)
    row = Testimony.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=testimony.pk)
    row.is_inquired, row.embargo_until = is_inquired, until
    row.save(update_fields=["is_inquired", "embargo_until"])
    if rules.is_embargoed(row) and row.contribution.is_public:
        by = lifecycle_rules.By(user=user)
        lifecycle.archive(contribution=row.contribution, by=by, note=_("An inquiry runs."))
    return row
