"""The author of a testimony corrects it: what is public waits for a referent, the words for the staff do not."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.lessons.actions.testimony import public_words
from boucle.after.lessons.enums import Speaker
from boucle.after.lessons.models import Testimony
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def correct(
    *,
    testimony: Testimony,
    by: lifecycle_rules.By,
    words: str,
    speaker: Speaker,
    may_quote: bool,
    pseudonym: str = "",
    seen_on: date | None = None,
    note: str = "",
    seen: int | None = None,
) -> Testimony:
    """Raises NotPossible without a word, under embargo, where the lifecycle forbids it, and for a consent taken back
    while the words are public: a correction would wait, taking the testimony back does not."""
    said = texts.clean(words)
    if not said:
        raise NotPossible(_("Say in a few words what you saw, where and when."))
    row = Testimony.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=testimony.pk)
    if row.may_quote and not may_quote and row.contribution.is_public:
        raise NotPossible(_("Your words are public. To hide them at once, take your testimony back."))
    public = public_words(said, may_quote, speaker)
    own = {"speaker": Speaker(speaker), "pseudonym": texts.clean_line(pseudonym)[:60], "may_quote": may_quote}
    content = {**public, **own, "seen_on": seen_on.isoformat() if seen_on else ""}
    held = lifecycle.revise(contribution=row.contribution, content=content, by=by, note=texts.clean(note), seen=seen)
    Testimony.objects.filter(pk=row.pk).update(words=said)
    if not may_quote:
        forget(held, public)
    return Testimony.objects.select_related("contribution__territory", "event").get(pk=row.pk)


def forget(row: Contribution, public: dict[str, str]) -> None:
    """Earlier versions, read by nobody yet or public once, held words that may not be quoted any more."""
    for version in row.revisions.filter(content__may_quote=True):
        version.content = {**version.content, **public}
        version.save(update_fields=["content"])
