"""Keep it true: before its review date a fiche's people are asked whether it still holds; silence archives it."""

from datetime import date, timedelta
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import Reason, State, Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import actions as messages

ASKED_BEFORE = timedelta(days=7)
SILENCE = timedelta(days=14)
LINK_LASTS = timedelta(days=120)  # long after the archive: the same click brings the fiche back
SALT = "boucle.still-true"
ROUND = 500


def to_check(until: date) -> QuerySet[Contribution]:
    """Public fiches to check again by a day, in situations that are not frozen; of the kinds that silence archives."""
    is_open = Q(situation__isnull=True) | Q(situation__closed_at__isnull=True)
    kinds = [kind.code for kind in registry.KINDS.values() if kind.is_archived_by_silence]
    rows = Contribution.objects.filter(is_open, state=State.PUBLISHED, review_on__lte=until, kind__in=kinds)
    return rows.select_related("territory", "situation", "author").order_by("review_on", "id")


def ask_reviews() -> int:
    """One letter per fiche and review date to the people behind it, seven days before; returns how many were due."""
    due = list(to_check(clock.today() + ASKED_BEFORE).filter(review_on__gte=clock.today() - SILENCE)[:ROUND])
    for row in due:
        messages.send_still_true(contribution=row, path=still_true_path(row))
    return len(due)


def archive_silent() -> int:
    """Archives what nobody has confirmed two weeks after its review date; returns how many.

    Whoever can be written to was written to two weeks before at least, even when Boucle itself had stopped.
    """
    silent = [row for row in to_check(clock.today() - SILENCE)[:ROUND] if was_asked(row)]
    for row in silent:
        with translation.override(row.language):
            note = _("Nobody said that it is still true: archived by itself, one click brings it back.")
        lifecycle.archive(contribution=row, by=rules.SYSTEM, reason=Reason.OUTDATED, note=note)
    return len(silent)


def was_asked(row: Contribution) -> bool:
    letter = messages.send_still_true(contribution=row, path=still_true_path(row))
    return letter is None or letter.created_at <= clock.now() - SILENCE


def still_true_path(row: Contribution) -> str:
    """The address that the letter carries: it proves that the answer comes from the author's mailbox."""
    token = signing.dumps(str(row.uid), salt=SALT, compress=True)
    return reverse("moderation:still_true", args=[token])


def read_token(token: str) -> UUID | None:
    """The contribution that a link is about; None when it is forged or too old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LINK_LASTS))
    except (signing.BadSignature, ValueError):
        return None


def confirm(*, contribution: Contribution) -> Contribution:
    """The people behind a fiche say that it is still true: its dates move, or it comes back from the archive.

    Raises rules.NotPossible when it is gone for another reason.
    """
    by = rules.By(author_of=contribution.uid)
    if contribution.state == State.ARCHIVED and rules.can_move(contribution, Verb.RESTORE, by):
        return lifecycle.restore(contribution=contribution, by=by)
    return lifecycle.verify(contribution=contribution, by=by)
