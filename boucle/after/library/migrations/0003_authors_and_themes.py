"""Authors become names, one by one; a sheet may be about several themes."""

import re

from django.db import migrations, models


def tell_apart(apps, schema_editor):
    """`Léa Pré, Atelier du Pré` was one line."""
    for sheet in apps.get_model("library", "Sheet").objects.exclude(byline="").order_by().iterator():
        names = (name.strip() for name in re.split(r"[,;]|\bet\b", sheet.byline))
        sheet.authors = [{"literal": name} for name in names if name]
        sheet.save(update_fields=["authors"])


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0002_drafts_by_the_worker"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheet",
            name="authors",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="sheet",
            name="themes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="sheet",
            name="byline",
        ),
    ]
