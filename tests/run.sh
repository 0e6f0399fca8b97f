#!/bin/sh
# The whole suite, with a real browser; on PostgreSQL all that reads or writes the database. Called by `make test`.
set -eu
BIN=${BIN:-.venv/bin}
if ! command -v chromium >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        (apt-get update -qq && apt-get install -y -qq chromium) >/dev/null
    else
        echo "The browser tests need Chromium: install it with 'apt install chromium'." >&2
        exit 1
    fi
fi
unset DATABASE_URL
echo "== SQLite"
"$BIN/python" -m pytest -n 2 -q "$@"
echo "== PostgreSQL"
"$BIN/python" -m tests.postgresql "$BIN/python" -m pytest -n 2 -q -m database "$@"
