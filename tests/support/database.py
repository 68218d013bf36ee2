"""The database the behaviour suite runs against."""

import os

from sqlalchemy import create_engine, insert, make_url, text

from infra.migrations import target_metadata
from shared.platform.messaging.tables import SHARDS, outbox_shards

GIVEN_DATABASE = os.environ.get("TEST_DATABASE_URL", "")
"""The behaviour suite runs against this database, if one is given; over HTTP always against SQLite."""


def own_database(url: str) -> str:
    """Where tests run in several processes, each has a PostgreSQL database of its own beside the one given."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        return url
    given = make_url(url)
    name = f"{given.database}_{worker}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).first()
        if not known:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return given.set(database=name).render_as_string(hide_password=False)


def empty(url: str) -> None:
    """Removes every row and counts from one again; the event log, which takes no DELETE, is truncated."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in reversed(target_metadata().sorted_tables):
            name = engine.dialect.identifier_preparer.quote(table.name)
            verb = "TRUNCATE TABLE" if table.name == "DomainEvents" else "DELETE FROM"
            connection.exec_driver_sql(f"{verb} {name}")
        connection.execute(insert(outbox_shards), [{"Shard": number} for number in range(SHARDS)])
        connection.exec_driver_sql('ALTER SEQUENCE "CustomerNumbers" RESTART')
    engine.dispose()
