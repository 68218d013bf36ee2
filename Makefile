# `make run` and `make test` set up what they need by themselves; the rest is listed by `make help`.
.SILENT:
.PHONY: help run check test soak cross-check bench screenshots demo import token host-key backup audit lock migrations-sql format clean

ROLES ?= Admin
SUB ?= developer
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
TESTABLE := $(VENV)/.testable

help:
	grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(READY): requirements.txt requirements-dev.txt requirements.lock
	sh infra/install.sh requirements-dev.txt
	touch $(READY)

$(TESTABLE): $(READY) requirements-test.txt
	sh tests/setup.sh
	touch $(TESTABLE)

run: $(READY)  ## serve http://127.0.0.1:7071/api/v1 (PORT=… DATA=… override)
	exec $(PY) -m infra.start

check: $(TESTABLE)  ## lint, types, and the tests that need no server and no process
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy
	$(PY) -m pytest -n 2 -m "not system"

test: $(TESTABLE)  ## lint, types, and the whole suite with coverage
	sh tests/run.sh

soak: $(TESTABLE)  ## the same at full size: more kills, more races, more requests
	SOAK=1 sh tests/run.sh

cross-check: $(READY)  ## run the orchestrations on Microsoft's own in-memory engine, with the library's next major version
	sh tests/cross_check.sh

bench: $(TESTABLE)  ## print the benchmark table (SCALE=full for the large ones)
	$(PY) -m tests.performance

screenshots: $(TESTABLE)  ## take the pages' pictures in docs/images anew
	$(PY) -m tests.pages

import: $(READY)  ## import a list into the running system, and follow it (FILE=… DRYRUN=1 MODE=upsert UNKNOWN=create)
	$(PY) -m infra.local.import_file $(if $(DRYRUN),--dry-run) $(if $(MODE),--mode "$(MODE)") \
		$(if $(UNKNOWN),--unknown "$(UNKNOWN)") "$(FILE)"

demo: $(READY)  ## fill a running or fresh system with sample data
	$(PY) -m infra.local.demo

token: $(READY)  ## print a bearer token of the local issuer, for an hour (ROLES=Viewer,SalesRep SUB=…; Admin if none is named)
	$(PY) -m infra.local.print_token --roles "$(ROLES)" --sub "$(SUB)"

host-key: $(READY)  ## print the key of the local host's /admin routes
	$(PY) -m infra.local.print_host_key

backup: $(READY)  ## copy the local state of a system, also of a running one (TO=…)
	$(PY) -m infra.local.backup "$(TO)"

audit: $(TESTABLE)  ## look up all that requirements.lock pins among the known vulnerabilities
	$(PY) -m infra.advisories

lock: $(READY)  ## pin anew in requirements.lock what the files of requirements name and pull in; what can stay stays
	cat requirements.txt requirements-dev.txt requirements-test.txt | grep -v '^-' | $(VENV)/bin/uv pip compile \
		--quiet --universal --python-version 3.13 --no-annotate --no-header -o requirements.lock -

migrations-sql: $(READY)  ## print the T-SQL of every migration, up and down
	$(PY) -m infra.migrations sql

format: $(TESTABLE)  ## format and sort what ruff can
	$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

clean:  ## remove the environment and all local state
	rm -rf $(VENV) .local
