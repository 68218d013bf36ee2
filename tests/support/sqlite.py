"""Looking into the files a running system writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that commits and closes at the end."""
    with closing(sqlite3.connect(file, timeout=120)) as connection, connection:
        yield connection
