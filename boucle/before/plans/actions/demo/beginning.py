"""The plan begins: its name, who shares it, the list that it answers to, and the day when everybody may read it."""

from datetime import date

from boucle.before.plans import actions
from boucle.before.plans.actions import law
from boucle.before.plans.actions.demo.cast import Cast, days_ago, read
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.territories.models import Territory

BEGUN, OPENED = 410, 400  # days ago
LIST, VERSION = "pgui", date(2019, 7, 7)


def name() -> str:
    return str(read("sections")["name"])


def begin(territory: Territory, basin: Territory, coordinator: User, keeper: User) -> Cast:
    told = read("sections")
    with clock.at(days_ago(BEGUN)):
        plan = actions.create_plan(
            territory=territory,
            user=coordinator,
            name=told["name"],
            introduction=told["introduction"],
            shared_with=[basin],
        )
        law.choose(plan=plan, user=coordinator, code=LIST, version=VERSION)
    with clock.at(days_ago(OPENED)):
        plan = actions.open_to_public(plan=plan, user=coordinator)
    return Cast(plan, coordinator, keeper)
