# `make try` needs nothing but Python 3.11 or newer. `make test` also fetches what the tests use:
# a browser, and Node.js for calendar readers that are not ours.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TEST_READY := $(VENV)/test-ready
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q

.PHONY: try test lint bench pictures lock

try: $(INSTALLED) ## Sammen beside the sandbox; FRESH=1 begins anew
	@$(BIN)/python -m sandbox.rehearsal

test: $(TEST_READY) ## The whole suite, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n 2

lint: $(TEST_READY) ## Style, import rules and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(TEST_READY) ## Speed, each beside its floor in the same run
	$(BIN)/python -m benchmarks.conversation_step
	$(BIN)/python -m benchmarks.calendar_feed
	$(BIN)/python -m benchmarks.summary
	$(BIN)/python -m benchmarks.understanding
	$(BIN)/python -m benchmarks.senders
	$(BIN)/python -m benchmarks.round

pictures: $(TEST_READY) ## The pictures in the README, taken in the sandbox
	$(BIN)/python -m tests.stories.pictures

LOCKED := pyproject.toml - --extra sandbox --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-header --upgrade --quiet

lock: $(TEST_READY) ## Write both lock files anew; setuptools is in them to install offline
	$(BIN)/python -m pip install -q uv
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCKED) --output-file requirements.lock
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCKED) --group dev \
	    --output-file tests/requirements.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { $(APT) python3-venv && $(PYTHON) -m venv --clear $(VENV); }

$(INSTALLED): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): tests/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install -q --require-hashes -r tests/requirements.lock
	command -v npm || { $(APT) nodejs npm; }
	command -v chromium || command -v chromium-browser || command -v google-chrome || { $(APT) chromium; }
	@touch $@
