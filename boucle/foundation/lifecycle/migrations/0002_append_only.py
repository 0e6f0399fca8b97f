"""The history is append-only in the database too: no statement can change or delete a transition."""

from django.db import migrations

MESSAGE = "A transition is never changed or deleted."


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION lifecycle_transition_append_only() RETURNS trigger AS $$"
            f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER lifecycle_transition_append_only BEFORE UPDATE OR DELETE ON lifecycle_transition"
            " FOR EACH ROW EXECUTE FUNCTION lifecycle_transition_append_only()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER lifecycle_transition_no_{event.lower()} BEFORE {event} ON lifecycle_transition"
            f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION lifecycle_transition_append_only() CASCADE")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER lifecycle_transition_no_{event}")


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
