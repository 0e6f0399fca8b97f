"""The steps of a task are append-only in the database too: no statement can change or delete one."""

from django.db import migrations

MESSAGE = "A step of a task is never changed or deleted."


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION tasks_step_append_only() RETURNS trigger AS $$"
            f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER tasks_step_append_only BEFORE UPDATE OR DELETE ON tasks_step"
            " FOR EACH ROW EXECUTE FUNCTION tasks_step_append_only()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER tasks_step_no_{event.lower()} BEFORE {event} ON tasks_step"
            f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION tasks_step_append_only() CASCADE")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER tasks_step_no_{event}")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
