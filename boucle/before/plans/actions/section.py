"""A section is written, published, revised, kept true; each version goes through the lifecycle."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Plan, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Origin, State
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def add(
    *,
    plan: Plan,
    user: User,
    title: str,
    text: str = "",
    parent: Section | None = None,
    keeper: User | None = None,
    form_key: UUID | None = None,
    **fields: Any,
) -> Section:
    """A section in draft, last among its sisters. `fields`: those of content.SECTION_FIELDS.

    Raises NotAllowed for whoever does not keep the plan, NotPossible without a title or below another plan's section.
    """
    rules.check_keep(plan, user)
    if not texts.clean_line(title):
        raise NotPossible(_("Give the section a title."))
    if parent is not None and parent.plan_id != plan.pk:
        raise NotPossible(_("The section above belongs to another plan."))
    made = lifecycle.propose(
        kind="section",
        territory=plan.territory,
        content={"title": title, "text": text, "plan": plan.slug, **fields},
        by=lifecycle_rules.By(user=user),
        origin=Origin.STAFF,
        form_key=form_key,
    )
    section = Section.objects.select_related("contribution", "plan").get(pk=made.contribution.pk)
    if made.is_new:
        last = plan.sections.filter(parent=parent).exclude(pk=section.pk).aggregate(last=Max("position"))["last"] or 0
        section.parent, section.position, section.keeper = parent, last + 1, keeper
        section.save()
    return section


@transaction.atomic
def publish(*, section: Section, user: User, note: str = "", seen: int | None = None) -> Section:
    """Its text, or the revision that waits, is the plan's from now on. Raises NotPossible while the plan is closed to
    the public: its staff reads drafts too."""
    lifecycle.publish(contribution=section.contribution, by=lifecycle_rules.By(user=user), note=note, seen=seen)
    plans.show(section.plan)
    return fresh(section)


@transaction.atomic
def revise(
    *, section: Section, user: User, content: dict[str, Any], note: str = "", seen: int | None = None
) -> Section:
    """A new version of what the public reads. By whoever keeps the plan it is published at once; by its keeper alone it
    waits for them."""
    rules.check_write(section, user)
    by = rules.by(section, user)
    row = lifecycle.revise(contribution=section.contribution, content=content, by=by, note=note, seen=seen)
    if row.state == State.PUBLISHED and row.has_waiting_revision and rules.can_keep(section.plan, user):
        lifecycle.publish(contribution=row, by=lifecycle_rules.By(user=user), note=note)
    plans.show(section.plan)
    return fresh(section)


@transaction.atomic
def verify(*, section: Section, user: User, note: str = "", seen: int | None = None) -> Section:
    """Still true today: it is looked at again in so many months."""
    rules.check_write(section, user)
    lifecycle.verify(contribution=section.contribution, by=rules.by(section, user), note=note, seen=seen)
    plans.show(section.plan)
    return fresh(section)


@transaction.atomic
def archive(*, section: Section, user: User, note: str = "", seen: int | None = None) -> Section:
    """Out of the plan, its history kept; a draft that nobody has read is taken back."""
    rules.check_keep(section.plan, user)
    if section.contribution.state == State.PROPOSED:
        by = lifecycle_rules.By(user=user, author_of=section.contribution.uid)
        lifecycle.withdraw(contribution=section.contribution, by=by, note=note, seen=seen)
    else:
        by = lifecycle_rules.By(user=user)
        lifecycle.archive(contribution=section.contribution, by=by, note=note, seen=seen)
    plans.show(section.plan)
    return fresh(section)


@transaction.atomic
def restore(*, section: Section, user: User, note: str = "", seen: int | None = None) -> Section:
    """Back in the plan: to the public what they had read, to the staff what was a draft."""
    rules.check_keep(section.plan, user)
    is_draft = section.contribution.state == State.WITHDRAWN
    by = lifecycle_rules.By(user=user, author_of=section.contribution.uid if is_draft else None)
    lifecycle.restore(contribution=section.contribution, by=by, note=note, seen=seen)
    plans.show(section.plan)
    return fresh(section)


def fresh(section: Section) -> Section:
    return Section.objects.select_related("contribution__territory", "plan__territory", "parent").get(pk=section.pk)
