#!/bin/sh
# Everything that must hold before a change lands. Fails at the first thing that does not.
set -e
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
exec $bin/python -m pytest --cov --cov-report=term "$@"
