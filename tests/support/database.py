"""The database the behaviour suite runs against."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Dialect, Unicode, bindparam, insert, make_url, text

from infra.migrations import target_metadata
from shared.platform.messaging.tables import SHARDS, domain_events, outbox_shards
from shared.platform.persistence.database import Database
from tests.support.waiting import until

GIVEN_DATABASE = os.environ.get("TEST_DATABASE_URL", "")
"""The behaviour suite runs against this database, if one is given; over HTTP always against SQLite."""

FROM = {"postgresql": "postgres", "mssql": "master"}
"""The database to make others from."""
KNOWN = {
    "postgresql": text("SELECT 1 FROM pg_database WHERE datname = :name"),
    "mssql": text("SELECT 1 FROM sys.databases WHERE name = :name").bindparams(bindparam("name", type_=Unicode(128))),
}
BEHIND = text(
    "SELECT OBJECTPROPERTYEX(OBJECT_ID('CustomerSearch'), 'TableFulltextPendingChanges')"
    " + OBJECTPROPERTYEX(OBJECT_ID('CustomerSearch'), 'TableFulltextPopulateStatus')"
)
"""Above 0 while SQL Server's full-text index lacks something that was committed."""


def own_database(url: str) -> str:
    """Where tests run in several processes, each has a database of its own beside the one given."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        return url
    given = make_url(url)
    name = f"{given.database}_{worker}"
    with _connected(given.set(database=FROM[given.get_backend_name()])) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(KNOWN[connection.dialect.name], {"name": name}).first():
            for statement in making(name, connection.dialect):
                connection.exec_driver_sql(statement)
    return given.set(database=name).render_as_string(hide_password=False)


def making(name: str, dialect: Dialect) -> Iterator[str]:
    """What makes a database; on SQL Server one whose readers wait for no writer, as is usual in Azure."""
    quoted = dialect.identifier_preparer.quote_identifier(name)
    yield f"CREATE DATABASE {quoted}"
    if dialect.name == "mssql":
        yield f"ALTER DATABASE {quoted} SET READ_COMMITTED_SNAPSHOT ON"


def empty(url: str) -> None:
    """Removes every row and counts from one again."""
    with _connected(make_url(url)) as connection:
        for statement in emptying(connection.dialect):
            connection.exec_driver_sql(statement)
        connection.execute(insert(outbox_shards), [{"Shard": number} for number in range(SHARDS)])
        connection.commit()


def emptying(dialect: Dialect) -> Iterator[str]:
    """What removes every row; the event log, which takes no DELETE, is truncated."""
    quote = dialect.identifier_preparer.quote
    for table in reversed(target_metadata().sorted_tables):
        yield f"{'TRUNCATE TABLE' if table is domain_events else 'DELETE FROM'} {quote(table.name)}"
    for sequence in ("CustomerNumbers", "ComplaintNumbers"):
        yield f"ALTER SEQUENCE {quote(sequence)} RESTART WITH 1"


def wait_for_full_text(database: Database) -> None:
    """What is committed is found: at once everywhere but on SQL Server, whose full-text index follows its table."""
    if database.dialect == "mssql":
        with database.reading() as session:
            until(lambda: not session.scalar(BEHIND))


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    """A connection as the product makes it: driver and signing in are its own."""
    database = Database(url.render_as_string(hide_password=False))
    try:
        with database.writer.connect() as connection:
            yield connection
    finally:
        database.dispose()
