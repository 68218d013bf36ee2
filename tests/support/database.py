"""The database the behaviour suite runs against."""

import os

from sqlalchemy import create_engine

from infra.migrations import target_metadata

GIVEN_DATABASE = os.environ.pop("DATABASE_URL", "")
"""The behaviour suite runs against this database, if one is given; over HTTP always against SQLite."""


def empty(url: str) -> None:
    """Removes every row; the event log, which takes no DELETE, is truncated."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in reversed(target_metadata().sorted_tables):
            name = engine.dialect.identifier_preparer.quote(table.name)
            verb = "TRUNCATE TABLE" if table.name == "DomainEvents" else "DELETE FROM"
            connection.exec_driver_sql(f"{verb} {name}")
    engine.dispose()
