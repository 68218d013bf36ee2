#!/bin/sh
# Runs tests/cross_check.py in an environment of its own, .cross-check, with the next major version of the library.
set -e
venv=.cross-check
uv=.venv/bin/uv
[ -x $venv/bin/python ] || "$uv" venv --quiet --python .venv/bin/python $venv
sed '/^azure-functions-durable==/d' requirements.lock >$venv/lock
sed -e '/^azure-functions-durable==/d' -e '/^-/d' requirements.txt >$venv/requirements
"$uv" pip install --quiet --python $venv/bin/python --no-binary quotequail -c $venv/lock -r $venv/requirements \
    azure-functions-durable==2.0.0rc3 azure-functions-runtime alembic pytest
exec $venv/bin/python -m tests.cross_check
