"""Where a section stands in the tree, who keeps it, what it answers in the law."""

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Point, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def move(
    *,
    section: Section,
    user: User,
    parent: Section | None,
    position: int,
    keeper: User | None = None,
    is_entrusted: bool = False,
) -> Section:
    """Elsewhere in the tree: sisters make room. `is_entrusted`: `keeper` is told too, and may be nobody.

    Raises NotPossible below itself, or in another plan.
    """
    rules.check_keep(section.plan, user)
    check_not_below_itself(section, parent)
    if is_entrusted:
        Section.objects.filter(pk=section.pk).update(keeper=keeper)
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
def set_points(*, section: Section, user: User, regime: str, codes: dict[str, bool]) -> None:
    """Which points of a regime it answers; the value says whether in part only. Whether they exist is asked above."""
    rules.check_write(section, user)
    section.points.filter(regime=regime).delete()
    Point.objects.bulk_create(
        Point(section=section, regime=regime, code=code, is_partial=partial) for code, partial in codes.items()
    )
    plans.show(section.plan)
