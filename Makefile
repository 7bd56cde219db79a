# `make try` needs nothing but Python 3.11 or newer. `make test` also fetches what the tests use.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TEST_READY := $(VENV)/test-ready
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) apt-get install -y -q

.PHONY: try test lint bench pictures lock

try: $(INSTALLED) ## Sammen beside the sandbox; FRESH=1 begins anew
	@$(BIN)/python rehearsal.py

test: $(TEST_READY) ## The whole suite, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n 2

lint: $(TEST_READY) ## Style, import rules and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(TEST_READY) ## Speed, each beside its floor in the same run
	$(BIN)/python -m benchmarks

pictures: $(TEST_READY) ## The pictures in the README, taken in the sandbox
	$(BIN)/python -m tests.stories.pictures

lock: $(TEST_READY) ## Write requirements.lock and tests/requirements.lock anew
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate \
	    --no-header --python-version 3.11 --upgrade --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-annotate \
	    --no-header --python-version 3.11 --upgrade --output-file tests/requirements.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { $(APT) python3-venv && $(PYTHON) -m venv --clear $(VENV); }

$(INSTALLED): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): tests/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install -q --require-hashes -r tests/requirements.lock
	command -v chromium chromium-browser google-chrome >/dev/null || $(APT) chromium
	@touch $@
