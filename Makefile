# `make run` and `make test` set up what they need by themselves; the rest is listed by `make help`.
.SILENT:
.PHONY: help run check test soak bench screenshots demo import token host-key audit migrations-sql format clean

ROLES ?= Admin
SUB ?= developer
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
TESTABLE := $(VENV)/.testable

help:
	grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(READY): requirements.txt requirements-dev.txt requirements.lock
	echo "Setting up $(VENV) (once; about a minute) …" >&2
	python=$$(sh infra/python.sh) && "$$python" -m venv $(VENV)
	$(PY) -m pip install --quiet --quiet --disable-pip-version-check -r requirements-dev.txt -c requirements.lock >&2
	touch $(READY)

$(TESTABLE): $(READY) requirements-test.txt
	echo "Setting up the tests (once; about a minute) …" >&2
	sh tests/setup.sh
	touch $(TESTABLE)

run: $(READY)  ## serve http://127.0.0.1:7071/api/v1 (PORT=… DATA=… override)
	$(PY) -m infra.local.migrate && exec $(PY) -m infra.local

check: $(TESTABLE)  ## lint, types, and the tests that need no server and no process
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy
	$(PY) -m pytest -n 2 -m "not system"

test: $(TESTABLE)  ## lint, types, and the whole suite with coverage
	sh tests/run.sh

soak: $(TESTABLE)  ## the same at full size: more kills, more races, more requests
	SOAK=1 sh tests/run.sh

bench: $(TESTABLE)  ## print the benchmark table (SCALE=full for the large ones)
	$(PY) -m tests.performance

screenshots: $(TESTABLE)  ## take the pages' pictures in docs/images anew
	$(PY) -m tests.pages

import: $(READY)  ## import a list of contacts into the running system and follow it (FILE=…)
	$(PY) -m infra.local.import_file "$(FILE)"

demo: $(READY)  ## fill a running or fresh system with sample data
	$(PY) -m infra.local.demo

token: $(READY)  ## print a bearer token of the local issuer (ROLES=… SUB=…)
	$(PY) -m infra.local.print_token --roles "$(ROLES)" --sub "$(SUB)"

host-key: $(READY)  ## print the key of the local host's /admin routes
	$(PY) -m infra.local.print_host_key

audit: $(READY)  ## check the dependencies for known vulnerabilities
	$(VENV)/bin/pip-audit --strict --progress-spinner off -r requirements.txt

migrations-sql: $(READY)  ## print the T-SQL of every migration, up and down
	$(PY) -m infra.migrations sql

format: $(TESTABLE)  ## format and sort what ruff can
	$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

clean:  ## remove the environment and all local state
	rm -rf $(VENV) .local
