"""Which sections of a plan may be told of a risk by a note, and which were told already."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.before.dominos.models import Attachment
from boucle.before.dominos.queries.panels import Risk, Shown
from boucle.before.plans.models import Note, Plan, Section
from boucle.before.plans.queries import tree


def sections(plan: Plan) -> list[tuple[Section, str]]:
    """Those that everybody reads, with their numbers, in the order of the plan."""
    return [(node.section, node.label) for node in tree.tree(plan, is_staff=False).nodes]


def text(attachment: Attachment, run: Shown, risk: Risk) -> str:
    """What the note says: the risk, the hour, the cut, and where it is computed."""
    schedule = attachment.schedule
    path = reverse("dominos:run", args=[schedule.inventory.slug, schedule.slug])
    said = _(
        "A secondary risk, computed by the dominoes: %(name)s (%(kind)s) is lost at %(when)s. %(title)s: %(address)s"
    )
    known = {"name": risk.name, "kind": risk.kind, "when": risk.when, "title": run.title}
    return said % {**known, "address": settings.ORIGIN.rstrip("/") + path}


def noted(keys: dict[object, str]) -> dict[str, list[Note]]:
    """By risk, the notes that have these keys; one query."""
    rows = Note.objects.filter(contribution__form_key__in=list(keys))
    found: dict[str, list[Note]] = {}
    for note in rows.select_related("contribution", "section__contribution").order_by("contribution"):
        found.setdefault(keys[note.contribution.form_key], []).append(note)
    return found
