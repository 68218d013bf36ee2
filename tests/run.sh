#!/bin/sh
# Everything that must hold before a change lands. Fails at the first thing that does not.
set -e
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
# Several processes, each with a host of its own: half of the time is waiting. A file stays in one, with its servers.
$bin/python -m pytest -n 4 --dist loadfile --cov --cov-report=term --ignore tests/contracts/test_cut_off.py "$@"
echo "The behaviour suite on PostgreSQL:"
exec $bin/python -m tests.on_postgresql
