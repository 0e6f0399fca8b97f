"""The database refuses too: a vote is never changed, a locked rule neither, an opened round is never deleted."""

from django.db import migrations

VOTE = "A vote is never changed: the last one counts."
RULE = "The rule is locked: it can no longer change."
ROUND = "A round that was opened is never deleted."
LOCKED = "OLD.rule_locked_at IS NOT NULL AND (NEW.rule {differs} OLD.rule OR NEW.rule_hash {differs} OLD.rule_hash)"
OPENED = "OLD.opened_at IS NOT NULL"


def forbid(apps, schema_editor):
    forbidden = (
        ("vote", "UPDATE", "1 = 1", VOTE),
        ("consultation", "UPDATE", LOCKED, RULE),
        ("round", "DELETE", OPENED, ROUND),
    )
    for table, event, condition, message in forbidden:
        write(schema_editor, table, event, condition, message)


def write(schema_editor, table, event, condition, message):
    name = f"consultations_{table}_kept"
    if schema_editor.connection.vendor == "postgresql":
        condition = condition.format(differs="IS DISTINCT FROM")
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON consultations_{table}"
            f" FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )
        return
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON consultations_{table}"
        f" WHEN {condition.format(differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def allow(apps, schema_editor):
    for table in ("vote", "consultation", "round"):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION consultations_{table}_kept() CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER consultations_{table}_kept")


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
