"""A plan begins, is opened to the public, and lives through dated facts."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Milestone, Plan, Regime
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory

SLUG_LENGTH = 60
RESERVED = ("new",)


@transaction.atomic
def create(
    *,
    territory: Territory,
    user: User,
    name: str,
    introduction: str = "",
    shared_with: Iterable[Territory] = (),
    form_key: UUID | None = None,
    **fields: Any,
) -> Plan:
    """An empty plan that only its staff sees; the same form sent twice makes one.

    Raises PermissionDenied for whoever does not coordinate the territory, NotPossible without a name.
    """
    accounts.check_coordinate(user, territory.pk)
    made = Plan.objects.filter(form_key=form_key).first() if form_key else None
    if made is not None:
        return made
    name = texts.clean_line(name)[:120]
    if not name:
        raise NotPossible(_("Give the plan a name."))
    plan = Plan.objects.create(
        territory=territory,
        slug=free_slug(name),
        name=name,
        introduction=texts.clean(introduction),
        form_key=form_key,
        created_at=clock.now(),
        created_by=user,
        **fields,
    )
    plan.shared_with.set(shared_with)
    return plan


def free_slug(name: str) -> str:
    base = slugify(name.replace("’", " ").replace("'", " "))[: SLUG_LENGTH - 5].strip("-") or "plan"
    taken = {*RESERVED, *Plan.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


@transaction.atomic
def change(*, plan: Plan, user: User, shared_with: Iterable[Territory] | None = None, **fields: Any) -> Plan:
    """Its name, its introduction, the territories that share it. Its address stays."""
    rules.check_keep(plan, user)
    for name, value in fields.items():
        setattr(plan, name, value)
    if not texts.clean_line(plan.name):
        raise NotPossible(_("Give the plan a name."))
    plan.save()
    if shared_with is not None:
        plan.shared_with.set(shared_with)
    show(plan)
    return plan


@transaction.atomic
def open_to_public(*, plan: Plan, user: User) -> Plan:
    """From now on everybody reads its published sections; opened already, nothing changes."""
    rules.check_keep(plan, user)
    if plan.opened_at is None:
        plan.opened_at = clock.now()
        plan.save(update_fields=["opened_at"])
        show(plan)
    return plan


@transaction.atomic
def answer_to(*, plan: Plan, user: User, code: str, version: date) -> Regime:
    """The plan answers to a legal checklist, in the version of a date; another version takes the place of the one
    before. Whether the code and the date exist is asked above, see queries.regimes."""
    rules.check_keep(plan, user)
    made, _new = Regime.objects.update_or_create(plan=plan, code=code, defaults={"version": version})
    show(plan)
    return made


@transaction.atomic
def add_milestone(*, plan: Plan, user: User, type: MilestoneType, on: date, note: str = "") -> Milestone:  # noqa: A002  # the field's name
    """A dated fact; the same one again changes nothing. Raises NotPossible for a day that is still to come."""
    rules.check_keep(plan, user)
    if on > clock.today():
        raise NotPossible(_("This day is still to come: write it once it has happened."))
    made, _new = Milestone.objects.get_or_create(
        plan=plan,
        type=MilestoneType(type),
        on=on,
        defaults={"note": texts.clean_line(note)[:300], "written_at": clock.now(), "written_by": user},
    )
    show(plan)
    return made


def show(plan: Plan) -> None:
    """Pages of its territories are made again."""
    ids = {plan.territory_id, *plan.shared_with.values_list("pk", flat=True)}
    territories.bump_revisions(territory_ids=sorted(ids))
