# Boucle: two commands for a newcomer (demo, test), one for CI (check).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: demo test check install lock translations screenshots

install: $(VENV)/installed
	@$(BIN)/python -m config.translations

$(VENV)/installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install
	@BOUCLE_DEMO=1 BOUCLE_DATA=$${BOUCLE_DATA:-var/demo} BOUCLE_ORIGIN=http://127.0.0.1:$(PORT) $(BIN)/boucle demo --port $(PORT)

test: install
	@BIN=$(BIN) sh tests/run.sh

check: install
	@BIN=$(BIN) sh tests/check.sh

lock:
	@$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev --output-file requirements.lock pyproject.toml

# What has no French yet, file by file.
translations:
	@DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m config.translations --missing

# The README's pictures, from the demo's story.
screenshots: install
	@BOUCLE_SCREENSHOTS=1 $(BIN)/python -m pytest -q tests/journeys/test_screenshots.py
