"""A lesson begins, is understood, published, joined to what taught it, opened again."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.after.lessons import rules
from boucle.after.lessons.actions import moving, witnesses
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson, Review, Testimony
from boucle.after.lessons.queries import reviews
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import LinkType, Origin, State
from boucle.foundation.lifecycle.models import Contribution, Link
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory

TITLE_LENGTH, LONGEST_RAW = 100, 8000


@transaction.atomic
def begin(
    *,
    territory: Territory,
    user: User,
    title: str,
    raw: str,
    event: Situation | None = None,
    testimonies: Sequence[Testimony] = (),
    review: Review | None = None,
    is_positive: bool = False,
    form_key: UUID | None = None,
) -> Lesson:
    """Something worth learning, as it was said or noted. The same form sent twice makes one.

    Raises NotAllowed for whoever does not keep the lessons of the place, NotPossible without a word.
    """
    rules.check_keep(territory.pk, user)
    raw = texts.clean(raw)[:LONGEST_RAW]
    title = texts.clean_line(title) or documents.summary(raw, TITLE_LENGTH)
    if not title:
        raise NotPossible(_("Say in a few words what was seen."))
    made = lifecycle.propose(
        kind="lesson",
        territory=territory,
        content=first_content(title, event, is_positive=is_positive),
        by=lifecycle_rules.By(user=user),
        origin=Origin.STAFF,
        form_key=form_key,
    )
    row = Lesson.objects.select_related("contribution__territory").get(pk=made.contribution.pk)
    if made.is_new:
        row.raw = raw
        row.observed_on = min([row.observed_on, *(first_day(one) for one in testimonies)])
        row.save()
        moving.note(row, "", user)
        for one in testimonies:
            learn_from(lesson=row, user=user, source=one.contribution)
        if review is not None:
            row = come_from(lesson=row, user=user, review=review)
    return row


def first_content(title: str, event: Situation | None, *, is_positive: bool) -> dict[str, Any]:
    """Nothing is understood yet: its text comes at the next step."""
    words = {"title": title, "text": "", "language": get_language() or "fr"}
    return {**words, "event": event.pk if event else 0, "is_positive": is_positive}


def first_day(row: Testimony) -> date:
    return row.seen_on or timezone.localdate(row.contribution.created_at)


@transaction.atomic
def change_text(
    *, lesson: Lesson, user: User, content: dict[str, Any], why: str = "", seen: int | None = None
) -> Lesson:
    """What is understood: title, text, the four answers, novelty, severity, loop. Its first time makes it “understood”.

    Published already, the new text is public at once. Raises NotPossible without what happened, or why.
    """
    row = moving.locked(lesson, user)
    if not texts.clean(str(content.get("happened", row.happened))):
        raise NotPossible(_("Say what happened: the rest comes from there."))
    by = lifecycle_rules.By(user=user)
    held = lifecycle.revise(contribution=row.contribution, content=content, by=by, note=texts.clean(why), seen=seen)
    if held.state == State.PUBLISHED and held.has_waiting_revision:
        lifecycle.publish(contribution=held, by=by, note=texts.clean(why))
    row = moving.locked(lesson, user)
    if row.stage == Stage.OBSERVED:
        return moving.move(row, Stage.ANALYSED, user)
    moving.show(row)
    return row


@transaction.atomic
def publish(*, lesson: Lesson, user: User) -> Lesson:
    """Everybody reads it from now on, with each step to come. Raises NotPossible before it is understood."""
    row = moving.locked(lesson, user)
    if row.stage == Stage.OBSERVED:
        raise NotPossible(_("Say what was expected, what happened and why first: then everybody can read it."))
    if not row.contribution.is_public:
        lifecycle.publish(contribution=row.contribution, by=lifecycle_rules.By(user=user))
    moving.show(row)
    row = moving.locked(lesson, user)
    witnesses.tell(lesson=row)
    return row


@transaction.atomic
def publish_error(*, lesson: Lesson, user: User, words: str, is_error: bool = True) -> Lesson:
    """Puts it in the register of errors, in words that blame nobody, or takes it out."""
    content = {"is_error": is_error, "error_words": texts.clean(words)}
    if is_error and not content["error_words"]:
        raise NotPossible(_("An error that is published says what happened and what was understood."))
    return publish(lesson=change_text(lesson=lesson, user=user, content=content), user=user)


@transaction.atomic
def learn_from(*, lesson: Lesson, user: User, source: Contribution) -> Link:
    """Joins it to what taught it: a testimony, an earlier lesson, of this place or another. A circle is refused."""
    row = moving.locked(lesson, user)
    if source.kind not in ("testimony", "lesson"):
        raise NotPossible(_("A lesson is learnt from testimonies and from other lessons."))
    rules.check_no_circle(row.contribution, source)
    by = lifecycle_rules.By(user=user)
    made = lifecycle.link(source=row.contribution, target=source, type=LinkType.LEARNT_FROM, by=by)
    moving.show(row)
    return made


@transaction.atomic
def come_from(*, lesson: Lesson, user: User, review: Review) -> Lesson:
    """Says which review raised it; another takes the place of the first. Raises NotPossible for one of elsewhere."""
    row = moving.locked(lesson, user)
    if not reviews.rows().filter(reviews.is_near(row.contribution.territory), pk=review.pk).exists():
        raise NotPossible(_("This review was held elsewhere: choose one of this place, around it or in it."))
    row.review = review
    row.save(update_fields=["review"])
    territories.bump_revisions(territory_ids={row.contribution.territory_id, review.territory_id})
    return row


@transaction.atomic
def reopen(*, lesson: Lesson, user: User, why: str) -> Lesson:
    """Refused or closed, it is taken up again: it came back, or the reason has fallen."""
    row = moving.locked(lesson, user)
    if not texts.clean(why):
        raise NotPossible(_("Say why it is taken up again."))
    return moving.move(row, Stage.ANALYSED, user, why)
