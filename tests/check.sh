#!/bin/sh
# Everything that is checked without running the product. Called by `make check`.
set -eu
BIN=${BIN:-.venv/bin}
"$BIN/ruff" check --quiet .
"$BIN/ruff" format --quiet --check .
"$BIN/mypy"
"$BIN/lint-imports" --no-cache
"$BIN/boucle" makemigrations --check --dry-run
"$BIN/python" -m pytest -q tests/architecture tests/docs
