"""A section is written, published, revised; each version goes through the lifecycle."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Measure, Plan, Point, Section, StaffText
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
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
    if not section.plan.is_open:
        raise NotPossible(_("Open the plan to the public first: then its sections can be published one by one."))
    lifecycle.publish(contribution=section.contribution, by=lifecycle_rules.By(user=user), note=note, seen=seen)
    return fresh(section)


@transaction.atomic
def revise(
    *, section: Section, user: User, content: dict[str, Any], note: str = "", seen: int | None = None
) -> Section:
    """A new version of what the public reads. By whoever keeps the plan it is published at once; by its keeper alone it
    waits for them."""
    rules.check_write(section, user)
    by = lifecycle_rules.By(user=user)
    row = lifecycle.revise(contribution=section.contribution, content=content, by=by, note=note, seen=seen)
    if row.state == State.PUBLISHED and row.has_waiting_revision and rules.can_keep(section.plan, user):
        lifecycle.publish(contribution=row, by=by, note=note)
    return fresh(section)


@transaction.atomic
def move(*, section: Section, user: User, parent: Section | None, position: int) -> Section:
    """Elsewhere in the tree: sisters make room. Raises NotPossible below itself, or in another plan."""
    rules.check_keep(section.plan, user)
    check_not_below_itself(section, parent)
    sisters = list(section.plan.sections.filter(parent=parent).exclude(pk=section.pk))
    section.parent = parent
    sisters.insert(max(0, position - 1), section)
    for number, sister in enumerate(sisters, start=1):
        sister.position = number
    Section.objects.bulk_update(sisters, ["parent", "position"])
    plans.show(section.plan)
    return section


def check_not_below_itself(section: Section, parent: Section | None) -> None:
    above = parent
    while above is not None:
        if above.pk == section.pk:
            raise NotPossible(_("A section cannot stand below itself."))
        above = above.parent
    if parent is not None and parent.plan_id != section.plan_id:
        raise NotPossible(_("The section above belongs to another plan."))


@transaction.atomic
def write_staff_text(*, section: Section, user: User, text: str) -> StaffText:
    """Another version of what only the staff reads; unchanged, nothing is written."""
    rules.check_write(section, user)
    last = section.staff_texts.first()
    text = texts.clean(text)
    if last is not None and last.text == text:
        return last
    number = last.number + 1 if last else 1
    return StaffText.objects.create(section=section, number=number, text=text, written_at=clock.now(), written_by=user)


@transaction.atomic
def set_points(*, section: Section, user: User, regime: str, codes: dict[str, bool]) -> None:
    """Which points of a regime it answers; the value says whether in part only. Whether they exist is asked above."""
    rules.check_write(section, user)
    section.points.filter(regime=regime).delete()
    Point.objects.bulk_create(
        Point(section=section, regime=regime, code=code, is_partial=partial) for code, partial in codes.items()
    )
    plans.show(section.plan)


@transaction.atomic
def add_measure(*, section: Section, user: User, title: str, role: str, **fields: Any) -> Measure:
    """What a role does when the plan is activated. Raises NotPossible without a title or a role."""
    rules.check_write(section, user)
    title, role = texts.clean_line(title)[:160], texts.clean_line(role)[:60]
    if not title or not role:
        raise NotPossible(_("A measure says what is done, and which role does it."))
    last = section.measures.aggregate(last=Max("position"))["last"] or 0
    made = Measure.objects.create(section=section, title=title, role=role, position=last + 1, **fields)
    plans.show(section.plan)
    return made


def fresh(section: Section) -> Section:
    return Section.objects.select_related("contribution", "plan__territory", "parent").get(pk=section.pk)
