"""The demo's consultations: told through the actions that people use, with the clock moved, from invented texts.

Told whole or not at all, once for each territory. What is drawn (marks, votes, dots) is drawn with a fixed seed from
the tendencies of the data; codes of participants are random, but for those that the demo gives to its visitors.
"""

from collections.abc import Callable

from django.db import transaction

from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.actions.demo import consent, delphi, dots, opinions, short_rounds
from boucle.together.consultations.actions.demo.cast import Cast, Play
from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import opinion_map

STORIES = (dots, delphi, consent, short_rounds, opinions)  # the one told last stands first in the list

__all__ = ["Play", "is_told", "plays", "tell"]


def is_told(territory: Territory) -> bool:
    return Consultation.objects.filter(contribution__territory=territory).exists()


@transaction.atomic
def tell(
    *,
    territory: Territory,
    situation: Situation | None,
    users: tuple[User, User],
    say: Callable[[str], object] = lambda sentence: None,
) -> None:
    """`users`: who coordinates the territory, and who codes answers with them."""
    if is_told(territory):
        return
    cast = Cast(territory, situation, *users)
    for story in STORIES:
        say(story.NAME)
        story.tell(cast)
    for row in Consultation.objects.filter(contribution__territory=territory, method=Method.OPINIONS):
        opinion_map.refresh(row)  # whoever opens the demo finds the map there


def plays(territory: Territory) -> list[Play]:
    """Where a visitor takes part, with the code that is theirs; in the order of the list."""
    rows = Consultation.objects.filter(contribution__territory=territory).select_related("contribution").order_by("-pk")
    codes = {story.TITLE: story.CODE for story in STORIES if story.CODE}
    return [
        Play(row.contribution.title, row.contribution.reference, codes.get(row.contribution.title, "")) for row in rows
    ]
