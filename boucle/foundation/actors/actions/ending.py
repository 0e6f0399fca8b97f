"""Questions do not wait for ever, and answers are forgotten: who wanted to meet whom is nobody's business for long."""

from datetime import timedelta

from django.db import transaction

from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Meeting, Tie
from boucle.foundation.core import clock

KEPT = timedelta(days=90)  # after the answer; an accepted tie stays as long as it is true


@transaction.atomic
def let_go() -> int:
    """Closes what waited too long, and deletes what was answered three months ago; returns how many rows moved."""
    today, now = clock.today(), clock.now()
    late = {"answer": Answer.ASKED, "expires_on__lt": today}
    moved = Meeting.objects.filter(**late).update(answer=Answer.EXPIRED, answered_at=now, words="")
    moved += Tie.objects.filter(**late).update(answer=Answer.EXPIRED, answered_at=now)
    old = {"answered_at__lt": now - KEPT}
    moved += Meeting.objects.filter(**old).delete()[0]
    return moved + Tie.objects.filter(**old).exclude(answer=Answer.ACCEPTED).delete()[0]
