"""How many sheets a draft makes is counted once."""

from django.db import migrations, models


def count(apps, schema_editor):
    drafts = apps.get_model("library", "Draft").objects.defer("text").order_by("pk")
    for draft in drafts.iterator(chunk_size=1):  # what was found in one may weigh a megabyte
        sessions = draft.found["sessions"]
        kept = sum(bool(piece["kept"]) for session in sessions for piece in session["pieces"])
        draft.total = 1 + len(sessions) + kept
        draft.save(update_fields=["total"])


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0004_notebooks_by_readers"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="total",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
