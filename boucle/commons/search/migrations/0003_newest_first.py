"""On SQLite the rows of the full text are numbered downwards: read forwards, they come newest first. Backwards FTS5 reads
each page of a posting twice. The rows are written again, in one sorted piece."""

from django.db import migrations

WORDS = "{0}.title || ' ' || {0}.body || ' ' || {0}.names || ' ' || {0}.shelf"
OLD, NEW = WORDS.format("old"), WORDS.format("new")
ADD = "INSERT INTO search_words (rowid, words) VALUES ({sign}new.contribution_id, " + NEW + ");"
REMOVE = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', {sign}old.contribution_id, " + OLD + ");"
TABLE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', detail=none, columnsize=0,"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
)
IN_MEMORY, USUAL = 64 << 20, 1 << 20  # bytes of postings that wait before they are written
EMPTIED = [
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_words",
    TABLE,
]


def numbered(sign):
    fill = f"SELECT {sign}d.contribution_id, {WORDS.format('d')} FROM search_document d ORDER BY 1"
    add, remove = ADD.format(sign=sign), REMOVE.format(sign=sign)
    return [
        *EMPTIED,
        f"INSERT INTO search_words (search_words, rank) VALUES ('hashsize', {IN_MEMORY})",
        f"INSERT INTO search_words (rowid, words) {fill}",
        "INSERT INTO search_words (search_words) VALUES ('optimize')",
        f"INSERT INTO search_words (search_words, rank) VALUES ('hashsize', {USUAL})",
        f"CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN {add} END",
        f"CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN {remove} END",
        f"CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN {remove} {add} END",
    ]


def forwards(apps, schema_editor):
    run(schema_editor, numbered("-"))


def backwards(apps, schema_editor):
    run(schema_editor, numbered(""))


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [migrations.RunPython(forwards, backwards)]
