"""The demo's winter: a basin of the Liège area, its plan, its dominoes, and what people decide about them.

The rooms do not know each other; what joins a run and a consultation to a section is told here. Once, whole or not at
all: a demo made before plans existed gets its winter too.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction

from boucle.after.library.actions import demo as library_demo
from boucle.before.dominos import actions as dominos
from boucle.before.dominos.actions import demo as dominos_demo
from boucle.before.dominos.jobs import computing
from boucle.before.dominos.models import Inventory, Schedule
from boucle.before.plans.actions import demo as plans_demo
from boucle.before.plans.models import Plan, Section
from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from boucle.site.actions import demo, learning, meeting
from boucle.together.consultations.actions import prepare, rounds
from boucle.together.consultations.enums import Access, ItemType, Method

TROOZ = "BE-62122"
MEMBERS = (
    demo.Member("liege@boucle.example", "Coordination Ourthe-Vesdre", "", post=Post.COORDINATOR),
    demo.Member("travaux@boucle.example", "Service des travaux de Trooz", TROOZ),
)
EVENING = "20-novembre-2026-tranche-4"  # the run that the section on water rests on
WATER, REFUGES = "Eau potable", "Lieux chauffés"
QUESTION = "Où ouvrir un troisième lieu chauffé ?"
QUESTION_TEXT = (
    "La salle des Fêtes et le club de La Brouck ne suffisent pas. Le budget permet un lieu de plus cet hiver. Le"
    " résultat entre dans la section « Lieux chauffés » du plan."
)
PLACES = ("L’école du Pont", "L’église de Prayon", "Le hall des sports de Trooz", "Un bus chauffé, au Thier")
RULE = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 1}
BEGAN, LASTS = timedelta(days=3), timedelta(days=21)


@transaction.atomic
def tell(say: Callable[[str], object] = lambda sentence: None) -> Plan:
    """Needs the lists of Belgian communes and of templates; told already, the plan is given back."""
    trooz = territories.by_code(TROOZ)
    if trooz is None:
        raise LookupError(TROOZ)
    there = plans_demo.find(trooz)
    if there is not None:
        learn(there, say)
        gather(there, say)
        return there
    with clock.at(clock.now() - timedelta(days=415)):
        basin = dominos_demo.basin()
        users = open_accounts(basin, trooz)
    plan = plans_demo.tell(territory=trooz, basin=basin, users=users, say=say)
    join_dominos(plan, dominos_demo.tell(territory=basin, user=users[0], say=say), users[0])
    consult(plan, users[0])
    learn(plan, say)
    gather(plan, say)
    return plan


def learn(plan: Plan, say: Callable[[str], object]) -> None:
    """A winter told before lessons and the directory existed gets them too."""
    coordinator, keeper = (User.objects.get(email=member.email) for member in MEMBERS)
    learning.tell(plan=plan, users=(coordinator, keeper))
    meeting.tell(territory=plan.shared_with.get(), user=coordinator, say=say)


def gather(plan: Plan, say: Callable[[str], object]) -> None:
    """A winter told before the library existed gets its sheets too."""
    coordinator = User.objects.get(email=MEMBERS[0].email)
    library_demo.tell(territory=plan.territory, user=coordinator, say=say)


def open_accounts(basin: Territory, trooz: Territory) -> tuple[User, User]:
    coordinator, keeper = (demo.make_member(member, basin, {TROOZ: trooz}) for member in MEMBERS)
    return coordinator, keeper


def section(plan: Plan, title: str) -> Section:
    rows = Section.objects.select_related("contribution", "plan__territory")
    return rows.get(plan=plan, contribution__title=title)


def join_dominos(plan: Plan, inventory: Inventory, user: User) -> None:
    """The section on water shows what one evening takes with it, and what each measure would spare."""
    schedule = Schedule.objects.select_related("inventory").get(inventory=inventory.pk, slug=EVENING)
    dominos.attach(schedule=schedule, section=section(plan, WATER), user=user)
    row = dominos.ask_again(schedule=schedule, user=user, draws=computing.DRAWS, seed=computing.SEED)
    computing.compute(row.pk)


def consult(plan: Plan, user: User) -> None:
    with clock.at(clock.now() - BEGAN):
        row = prepare.create(
            territory=plan.territory,
            user=user,
            title=QUESTION,
            text=QUESTION_TEXT,
            method=Method.BUDGET,
            access=Access.PUBLIC,
            about=section(plan, REFUGES).contribution,
        )
        prepare.write_rule(consultation=row, user=user, rule=RULE)
        items = [prepare.add_item(consultation=row, user=user, type=ItemType.OPTION, text=text) for text in PLACES]
        planned = rounds.plan_round(consultation=row, user=user, items=items, closes_at=clock.now() + LASTS)
        rounds.open_round(round=planned, by=rules.By(user=user))


def plays() -> Iterator[plans_demo.Play]:
    """The pages of the winter that a visitor opens first."""
    trooz = territories.by_code(TROOZ)
    plan = plans_demo.find(trooz) if trooz else None
    if trooz is None or plan is None:
        return
    yield from plans_demo.plays(trooz)
    for title, path in (*learning.plays(plan), *meeting.plays(plan.shared_with.get())):
        yield plans_demo.Play(title, path)
