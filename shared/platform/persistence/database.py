"""The database: engines that behave alike on SQLite, PostgreSQL and Azure SQL."""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from shared.platform.observability.outages import DATABASE_NAME, outages
from shared.platform.persistence import azure_sql
from shared.platform.persistence.fair_pool import FairPool
from shared.platform.resilience import DATABASE

CONNECTIONS = 54
"""As many as one process may need at once: `PYTHON_THREADPOOL_THREAD_COUNT` (32), the threads of consumers (16) and of
jobs (4), and two for the relay and the check of health."""


REST_SECONDS = 20.0
"""A connection that rested for less is taken to be alive."""


class Database:
    """One writing and one reading engine per process.

    SQLite admits one writer at a time, so its writer pool holds one connection: writers queue here, fairly and
    without polling, and every transaction begins as a writer (`BEGIN IMMEDIATE`) so that none fails half-way.
    """

    def __init__(self, url: str, replica: str = "") -> None:
        """`replica` is a copy that may lag behind, for long reads that may be a little old."""
        self.dialect = make_url(url).get_backend_name()
        if self.dialect == "sqlite":
            self.writer = _sqlite(url, begin="BEGIN IMMEDIATE", pool_size=1, cache=65_536)
            self.reader = _sqlite(url, begin="BEGIN", pool_size=CONNECTIONS, cache=8_192)
        else:
            self.writer = self.reader = _server(url)
        self._replica = _server(replica) if replica else self.reader
        self.replica_url = replica or url
        """Where long reads go."""
        self.engines = (self.writer, self.reader, self._replica)
        for engine in set(self.engines):
            event.listen(engine, "after_cursor_execute", lambda *_: outages.answered(DATABASE_NAME))
        self.info: dict[str, Any] = {}
        """What every session carries along, in its own `info`."""
        self.transaction = self._sessions(self.writer)
        """Opens a session for one transaction that may write."""
        self.reading = self._sessions(self.reader)
        """Opens a session that only reads."""
        self.replica_session = self._sessions(self._replica)
        """Opens a session for a long read that may be a little old."""

    def _sessions(self, engine: Engine) -> Callable[[], Session]:
        return sessionmaker(engine, autoflush=False, expire_on_commit=False, info=self.info)

    def check_snapshots(self) -> None:
        """Raises if readers of SQL Server wait for writers: imports and exports count on that they don't."""
        with self.reader.connect() as connection:
            if not connection.exec_driver_sql(azure_sql.SNAPSHOTS).scalar_one():
                raise RuntimeError("READ_COMMITTED_SNAPSHOT is off")

    def clear_freed(self) -> None:
        """Has nothing of what was deleted stay in SQLite's log of writes. Servers encrypt and reuse theirs."""
        if self.dialect == "sqlite":
            with self.writer.connect() as connection:
                connection.rollback()
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def dispose(self) -> None:
        """Closes every connection; SQLite leaves one file behind, with all in it."""
        self.clear_freed()
        for engine in self.engines:
            engine.dispose()


def administration_engine(url: str) -> Engine:
    """An engine for those who change the database itself: a connection at a time, and statements may take long."""
    address = make_url(url)
    if address.get_backend_name() != "mssql":
        return create_engine(address, poolclass=NullPool)
    engine = create_engine(azure_sql.completed(address), poolclass=NullPool, **azure_sql.OPTIONS)
    azure_sql.prepare(engine, seconds=0)
    return engine


def _server(url: str) -> Engine:
    address, options = make_url(url), {}
    if address.get_backend_name() == "mssql":
        address, options = azure_sql.completed(address), azure_sql.OPTIONS
    elif address.get_backend_name() == "postgresql":
        options = {"connect_args": {"connect_timeout": round(DATABASE.connect_timeout)}}
    engine = create_engine(
        address,
        pool_size=CONNECTIONS,
        pool_timeout=DATABASE.read_timeout,
        pool_recycle=1500,
        hide_parameters=True,  # they may be personal, and errors are logged
        **options,
    )
    if address.get_backend_name() == "mssql":
        azure_sql.prepare(engine)
    _ping_after_rest(engine)
    return engine


def _ping_after_rest(engine: Engine) -> None:
    """Asks a connection whether it lives only if it rested for a while: each question is a message of its own.

    One that died meanwhile fails with its first statement, and what fails so is tried again.
    """

    @event.listens_for(engine, "checkin")
    def rest(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) > REST_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except Exception as dead:
                raise DisconnectionError from dead


def _sqlite(url: str, *, begin: str, pool_size: int, cache: int) -> Engine:
    """An engine whose connections keep at most `cache` KiB of pages; lists write to many."""
    engine = create_engine(
        url,
        poolclass=FairPool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=DATABASE.read_timeout,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
        # NORMAL survives the death of the process at any point; only a power cut may lose the latest commits.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "secure_delete=ON",  # what is erased leaves no trace in free pages
            f"busy_timeout={round(DATABASE.read_timeout * 1000)}",
            f"cache_size=-{cache}",
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
