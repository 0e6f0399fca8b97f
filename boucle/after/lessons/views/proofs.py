"""The figure of a check: before and after, as two bars with their table."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from boucle.after.lessons.engine.proof import Bar, Proof
from boucle.after.lessons.models import Check
from boucle.foundation.figures.engine.figure import Figure, Table


def figure(row: Check) -> Figure | None:
    """None without a figure."""
    if row.before is None or row.after is None:
        return None
    before, after = shown(row.before), shown(row.after)
    words = {"before": before, "after": after, "measure": row.measure}
    said = _("%(measure)s: %(after)s, against %(before)s before") % words
    return Figure(
        key=f"preuve-{row.pk}",
        headline=said[:1].upper() + said[1:],
        reading=row.evidence,
        title=_("%(measure)s, before and after") % words,
        description=_("Before: %(before)s. After: %(after)s.") % words,
        picture=Proof((Bar(_("before"), row.before, before), Bar(_("after"), row.after, after))),
        table=Table(
            caption=row.measure,
            head=(_("When"), row.measure),
            rows=((_("before"), before), (_("after"), after)),
        ),
    )


def shown(value: float) -> str:
    return number_format(value, 0 if value == int(value) else 1)
