"""A run and the plan: attached to a section, its risks and measures taken over by whoever keeps the plan."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos.models import Attachment, Measure, Schedule
from boucle.before.dominos.queries import words
from boucle.before.plans import actions as plans
from boucle.before.plans import rules as plan_rules
from boucle.before.plans.actions.plan import show
from boucle.before.plans.enums import Speaker
from boucle.before.plans.models import Measure as PlanMeasure
from boucle.before.plans.models import Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible

NOTES = UUID("0198c7a2-5e0f-7c31-9d54-6a1b2f8e4d70")  # of the keys of these notes


@transaction.atomic
def attach(*, schedule: Schedule, section: Section, user: User) -> Attachment:
    """The section shows what the run finds, from now on; attached already, nothing changes.

    Raises NotPossible for an inventory that is not open: the section is public.
    """
    plan_rules.check_write(section, user)
    if not schedule.inventory.is_open:
        raise NotPossible(_("Open the inventory to the public first: the section shows its figures to everybody."))
    made, _new = Attachment.objects.get_or_create(
        schedule=schedule, section=section, defaults={"attached_at": clock.now()}
    )
    show(section.plan)
    return made


@transaction.atomic
def detach(*, attachment: Attachment, user: User) -> None:
    plan_rules.check_write(attachment.section, user)
    section = attachment.section
    attachment.delete()
    show(section.plan)


@transaction.atomic
def take_as_measure(*, section: Section, measure: Measure, user: User, role: str) -> PlanMeasure:
    """A measure of the dominoes becomes one of the section; taken already, it is given back."""
    plan_rules.check_write(section, user)
    there = section.measures.filter(title=measure.name[:160]).first()
    if there is not None:
        return there
    return plans.add_measure(section=section, user=user, title=measure.name, role=role, moment=words.when(measure)[:60])


@transaction.atomic
def take_as_note(*, attachment: Attachment, section: Section, user: User, risk: str, text: str) -> Contribution:
    """A secondary risk becomes a note on a section that is there; taken already, it is given back.

    By whoever keeps the plan it is published at once, and waits for its answer; by anybody else a referent reads it
    first. Raises NotPossible for a section that everybody does not read, or of another plan.
    """
    plan_rules.check_write(attachment.section, user)
    if section.plan_id != attachment.section.plan_id:
        raise NotPossible(_("This section is of another plan."))
    by = lifecycle_rules.By(user=user)
    made = plans.bring_note(
        section=section, text=text, speaker=Speaker.SERVICE, by=by, form_key=note_key(attachment, section, risk)
    )
    if made.is_new and plan_rules.can_keep(section.plan, user):
        return lifecycle.publish(contribution=made.contribution, by=by)
    return made.contribution


def note_key(attachment: Attachment, section: Section, risk: str) -> UUID:
    """What makes the note about a risk the only one of its kind."""
    return uuid5(NOTES, f"{attachment.schedule.inventory.slug}/{attachment.schedule.slug}/{section.pk}/{risk}")


@transaction.atomic
def take_as_section(*, section: Section, user: User, risk: str) -> Section:
    """A secondary risk becomes a section in draft below this one, for the plan's staff to write."""
    plan_rules.check_keep(section.plan, user)
    there = section.children.filter(contribution__title=risk[:120]).first()
    if there is not None:
        return there
    return plans.add_section(plan=section.plan, user=user, title=risk[:120], parent=section, hazard=section.hazard)
