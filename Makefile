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

.PHONY: serve load check lint types web web-check harvesters test lock lock-harvesters clean

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

test: $(VENV)/dev.stamp $(WEB) $(COMUNICA) harvesters
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

# What CKAN and data.gouv.fr harvest with, each in an environment of its own.
harvesters: .harvesters/ckan.stamp .harvesters/udata.stamp

.harvesters/%.stamp: harvesters/%.lock
	rm -rf .harvesters/$*
	$(PYTHON) -m venv .harvesters/$*
	.harvesters/$*/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	touch $@

# Needs uv (pip install uv); writes no index address.
lock:
	$(UV_LOCK) pyproject.toml -o requirements.lock
	$(UV_LOCK) --extra dev pyproject.toml -o requirements-dev.lock

UV_LOCK := uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11
LEFT_OUT := saxonche pyproj sentry-sdk prompt-toolkit wcwidth

lock-harvesters:
	$(UV_LOCK) harvesters/ckan.in -o harvesters/ckan.lock
	$(UV_LOCK) $(addprefix --no-emit-package ,$(LEFT_OUT)) harvesters/udata.in -o harvesters/udata.lock

clean:
	rm -rf $(VENV) .harvesters build $(EDITOR)/node_modules $(CLIENT)/node_modules endpoint/web/editor
