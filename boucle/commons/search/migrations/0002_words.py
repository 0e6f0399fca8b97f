"""Full text. On SQLite an FTS5 table that keeps postings only, filled by triggers; on PostgreSQL a generated column
and its index. Either follows the documents by itself."""

from django.db import migrations

WORDS = "{0}.title || ' ' || {0}.body || ' ' || {0}.names || ' ' || {0}.shelf"
OLD, NEW = WORDS.format("old"), WORDS.format("new")

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', detail=none, columnsize=0,"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN"
    f" INSERT INTO search_words (rowid, words) VALUES (new.contribution_id, {NEW}); END",
    "CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN"
    f" INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.contribution_id, {OLD}); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN"
    f" INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.contribution_id, {OLD});"
    f" INSERT INTO search_words (rowid, words) VALUES (new.contribution_id, {NEW}); END",
]
SQLITE_UNDONE = [
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_words",
]
POSTGRESQL = [
    "ALTER TABLE search_document ADD COLUMN terms tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove("
    "string_to_array(title || ' ' || body || ' ' || names || ' ' || shelf, ' '), ''))) STORED",
    "CREATE INDEX search_document_terms ON search_document USING gin (terms)",
]
POSTGRESQL_UNDONE = ["ALTER TABLE search_document DROP COLUMN terms"]


def forwards(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    run(schema_editor, SQLITE_UNDONE, POSTGRESQL_UNDONE)


def run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
