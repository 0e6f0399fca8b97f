"""Who may do what. The coordinators of a territory keep its lessons; everybody reads those that are published."""

from django.utils.translation import gettext as _

from boucle.after.lessons.models import Lesson, Testimony
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as accounts_rules
from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle.rules import NotAllowed


def can_keep(territory_id: int, user: accounts.Somebody) -> bool:
    """Writes lessons, has them decided, closes them."""
    return accounts_rules.can_coordinate(user, territory_id)


def check_keep(territory_id: int, user: accounts.Somebody) -> None:
    if not can_keep(territory_id, user):
        raise NotAllowed(_("Lessons are kept by the coordinators of this territory."))


def can_see(lesson: Lesson, user: accounts.Somebody) -> bool:
    """What is published is everybody's; a draft is for the members who see the territory."""
    row = lesson.contribution
    return row.is_public or accounts_rules.can(user, Right.SEE, territory_id=row.territory_id, theme_id=row.theme_id)


def can_open_facts(lesson: Lesson, user: accounts.Somebody) -> bool:
    """The pages behind the figures of its event are for those who coordinate where the event was."""
    return lesson.event is not None and can_keep(lesson.event.territory_id, user)


def can_read_words(testimony: Testimony, user: accounts.Somebody) -> bool:
    """The words as they came: whoever keeps the lessons of the place."""
    return can_keep(testimony.contribution.territory_id, user)
