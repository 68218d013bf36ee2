"""The behaviour suite on PostgreSQL, a second strict and concurrent database: `python -m tests.on_postgresql`.

Takes a server named by POSTGRESQL_URL, else starts one of its own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.services import Postgresql

SUITE = (
    "tests/customers",
    "tests/contacts",
    "tests/imports",
    "tests/exports",
    "tests/messaging",
    "tests/web/test_idempotency.py",
    "tests/contracts/test_cut_off.py",
)
ELSEWHERE = (
    "tests/customers/test_triggers.py",
    "tests/imports/test_imports_api.py",
    "tests/exports/test_exports_api.py",
)
"""Through the host, whose database is SQLite."""


def main() -> None:
    """Runs it; the exit status is pytest's."""
    ignored = [part for file in ELSEWHERE for part in ("--ignore", file)]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *SUITE, *ignored, *sys.argv[1:]]
    if given := os.environ.get("POSTGRESQL_URL"):
        sys.exit(subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": given}, check=False).returncode)
    with tempfile.TemporaryDirectory() as folder, Postgresql(Path(folder)) as server:
        done = subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": server.url}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
