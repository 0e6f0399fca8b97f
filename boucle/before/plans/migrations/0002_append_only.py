"""The database refuses too: what was done to an entry is never rewritten, never forgotten."""

from django.db import migrations

TABLE = "plans_entrychange"
NAME = "plans_entrychange_kept"
MESSAGE = "The history of entries is append-only."
# All but `by`: the account of whoever wrote the line may be deleted.
COLUMNS = "section_id, content, entry, name, verb, changed, at"
EVENTS = (("update", f"UPDATE OF {COLUMNS}"), ("delete", "DELETE"))


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql"
        )
    for name, event in EVENTS:
        body = (
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()"
            if schema_editor.connection.vendor == "postgresql"
            else f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        schema_editor.execute(f"CREATE TRIGGER {NAME}_{name} BEFORE {event} ON {TABLE} {body}")


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {NAME}() CASCADE")
        return
    for name, _event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{name}")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
