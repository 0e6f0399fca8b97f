"""Sheets that were there take their themes along."""

from django.db import migrations


def fill(apps, schema_editor):
    subject = apps.get_model("library", "Subject")
    themes = dict(apps.get_model("situations", "Theme").objects.order_by().values_list("slug", "pk"))
    sheets = apps.get_model("library", "Sheet").objects.exclude(themes=[]).order_by("pk").values_list("pk", "themes")
    rows = (
        subject(sheet_id=pk, theme_id=themes[slug]) for pk, slugs in sheets.iterator() for slug in slugs if slug in themes
    )
    subject.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)  # a slug may stand twice


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0006_subjects"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
