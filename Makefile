# make serve: load sources/ and serve them on http://127.0.0.1:8000.   make check: lint, type-check and test.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

EDITOR := endpoint/editor
BUNDLE := endpoint/web/editor/sparql.js
# Without npm the service has the plain form; `make check` needs it.
WEB := $(if $(shell command -v npm),$(BUNDLE))

# A JavaScript client that the examples of docs/researchers.md use.
CLIENT := tests/service/comunica
COMUNICA := $(if $(shell command -v npm),$(CLIENT)/node_modules/.package-lock.json)

.PHONY: serve load check lint types web web-check test lock clean

serve: load $(WEB)
	$(BIN)/filrouge-serve --port $(PORT)

load: $(VENV)/run.stamp
	$(BIN)/filrouge-load

check: lint types web-check test

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

web: $(BUNDLE)

web-check: $(BUNDLE)
	npm --prefix $(EDITOR) run --silent lint
	npm --prefix $(EDITOR) test --silent

test: $(VENV)/dev.stamp $(WEB) $(COMUNICA)
	$(BIN)/pytest

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(BIN)/python requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(BUNDLE): $(EDITOR)/node_modules/.package-lock.json $(EDITOR)/build.js $(wildcard $(EDITOR)/src/*)
	npm --prefix $(EDITOR) run --silent build

$(EDITOR)/node_modules/.package-lock.json: $(EDITOR)/package-lock.json $(EDITOR)/package.json $(EDITOR)/.npmrc
	npm --prefix $(EDITOR) ci --silent
	touch $@

$(CLIENT)/node_modules/.package-lock.json: $(CLIENT)/package-lock.json $(CLIENT)/package.json
	npm --prefix $(CLIENT) ci --silent
	touch $@

# Needs uv (pip install uv); writes no index address.
lock:
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build $(EDITOR)/node_modules $(CLIENT)/node_modules endpoint/web/editor
