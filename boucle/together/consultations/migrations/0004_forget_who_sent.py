"""Consultations that were anonymous already: what told who sent which closed round becomes counts."""

from collections import Counter

from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q


def forget(apps, schema_editor):
    model = {name: apps.get_model("consultations", name) for name in ("Attendance", "Panellist", "Round", "Turnout")}
    panel = model["Panellist"].objects
    attended = Exists(model["Attendance"].objects.filter(panellist=OuterRef("pk")))
    panel.filter(Q(attended) | Q(consultation__method="opinions", came_on__isnull=False)).update(has_said=True)
    for round_ in model["Round"].objects.filter(consultation__is_anonymous=True, closed_at__isnull=False):
        reduce(model, round_)
    quiet = panel.filter(consultation__is_anonymous=True, invited_on__isnull=False)
    quiet.filter(came_on__isnull=False).update(came_on=F("invited_on"))
    quiet.filter(left_on__isnull=False).update(left_on=F("invited_on"))
    running = model["Round"].objects.filter(
        consultation=OuterRef("consultation"), opened_at__isnull=False, closed_at__isnull=True
    )
    over = panel.filter(~Exists(running), consultation__is_anonymous=True)
    over.update(reminded_on=None)
    letters = apps.get_model("outgoing", "Letter").objects.filter(template="panel_reminder")
    letters.filter(contact__in=over.filter(contact__isnull=False).values("contact")).delete()


def reduce(model, round_):
    """As actions.attendance.reduce does from now on."""
    attendances = model["Attendance"].objects.filter(round=round_)
    sizes = Counter(model["Panellist"].objects.filter(consultation=round_.consultation_id).values_list("group", flat=True))
    least = round_.consultation.minimum_cell
    sent = attendances.values_list("panellist__group", flat=True)
    told = Counter(group if sizes[group] >= least else None for group in sent)
    model["Turnout"].objects.bulk_create(
        model["Turnout"](round=round_, group_id=group, sent=count) for group, count in told.items()
    )
    attendances.delete()


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_voices_forget"), ("outgoing", "0003_panel_letters")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
