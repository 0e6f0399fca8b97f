"""People for tests: one who coordinates, one who refers, one who must see nothing. All through the actions."""

import itertools
from datetime import date

from boucle.foundation.accounts import actions, rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

PASSWORD = "soupe chaude à midi"
EVERY_RIGHT = frozenset(Right)
numbers = itertools.count(1)


def user(email: str = "", *, name: str = "", password: str | None = PASSWORD) -> User:
    """Somebody with an account, a verified address and no scope."""
    number = next(numbers)
    return actions.create_member(
        email=email or f"member{number}@bron.example", name=name or f"Member {number}", password=password
    )


def coordinator(
    territory: Territory, *, rights: frozenset[Right] = EVERY_RIGHT, email: str = "", name: str = ""
) -> User:
    somebody = user(email, name=name)
    actions.give(user=somebody, offer=rules.Offer(territory, None, Post.COORDINATOR, rights))
    return somebody


def referent(
    territory: Territory,
    theme: Theme | None = None,
    *,
    rights: frozenset[Right] = frozenset({Right.SEE, Right.DECIDE}),
    is_deputy: bool = False,
    absent_until: date | None = None,
    email: str = "",
    name: str = "",
) -> User:
    somebody = user(email, name=name)
    actions.give(user=somebody, offer=rules.Offer(territory, theme, Post.REFERENT, rights, is_deputy))
    if absent_until:
        actions.set_absence(user=somebody, until=absent_until)
    return somebody


def stranger() -> User:
    """Signed in, with no scope anywhere: must see nothing that is not public."""
    return user(name="A stranger")
