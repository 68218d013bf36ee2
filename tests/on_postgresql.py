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
    "tests/follow_ups",
    "tests/communications",
    "tests/complaints",
    "tests/testimonials",
    "tests/merges",
    "tests/duplicates",
    "tests/encryption",
    "tests/privacy",
    "tests/web/test_idempotency.py",
    "tests/contracts/test_cut_off.py",
)
ELSEWHERE = (
    "tests/customers/test_triggers.py",
    "tests/imports/test_imports_api.py",
    "tests/exports/test_exports_api.py",
    "tests/follow_ups/test_follow_ups_api.py",
    "tests/communications/test_communications_api.py",
    "tests/communications/test_opting_out_api.py",
    "tests/communications/test_queues.py",
    "tests/communications/test_webhooks_api.py",
    "tests/complaints/test_complaints_api.py",
    "tests/testimonials/test_testimonials_api.py",
    "tests/merges/test_merges_api.py",
    "tests/merges/test_orchestration.py",
    "tests/duplicates/test_scoring.py",
)
"""Through the host, whose database is SQLite."""


def main() -> None:
    """Runs it; the exit status is pytest's."""
    if given := os.environ.get("POSTGRESQL_URL"):
        sys.exit(run(given))
    with tempfile.TemporaryDirectory() as folder, Postgresql(Path(folder)) as server:
        status = run(server.url)
    sys.exit(status)


def run(url: str) -> int:
    """Runs the suite on this database, with what else the command line says. Returns pytest's exit status."""
    ignored = [part for file in ELSEWHERE for part in ("--ignore", file)]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *SUITE, *ignored, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    main()
