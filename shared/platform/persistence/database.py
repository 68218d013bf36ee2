"""The database: engines that behave alike on SQLite and Azure SQL, and column types both know."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Dialect,
    Engine,
    MetaData,
    Numeric,
    Unicode,
    UnicodeText,
    and_,
    create_engine,
    event,
    make_url,
    or_,
)
from sqlalchemy import DateTime as PlainDateTime
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import TypeDecorator, TypeEngine

from shared.platform.persistence import azure_sql
from shared.platform.resilience import DATABASE

metadata = MetaData(
    naming_convention={
        "pk": "PK_%(table_name)s",
        "fk": "FK_%(table_name)s_%(referred_table_name)s",
        "uq": "UQ_%(table_name)s_%(column_0_name)s",
        "ix": "IX_%(table_name)s_%(column_0_name)s",
    }
)

WORKER_THREADS = 32
"""At least as many connections as the worker may run functions at once (`PYTHON_THREADPOOL_THREAD_COUNT`)."""


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
            self.reader = _sqlite(url, begin="BEGIN", pool_size=WORKER_THREADS, cache=8_192)
        else:
            self.writer = self.reader = _server(url)
        self._replica = _server(replica) if replica else self.reader
        self.engines = (self.writer, self.reader, self._replica)
        self.transaction = _sessions(self.writer)
        """Opens a session for one transaction that may write."""
        self.reading = _sessions(self.reader)
        """Opens a session that only reads."""
        self.replica_session = _sessions(self._replica)
        """Opens a session for a long read that may be a little old."""

    def dispose(self) -> None:
        """Closes every connection."""
        for engine in self.engines:
            engine.dispose()


def _sessions(engine: Engine) -> Callable[[], Session]:
    return sessionmaker(engine, autoflush=False, expire_on_commit=False)


def _server(url: str) -> Engine:
    address, options = make_url(url), {}
    if address.get_backend_name() == "mssql":
        address, options = azure_sql.completed(address), azure_sql.OPTIONS
    elif address.get_backend_name() == "postgresql":
        options = {"connect_args": {"connect_timeout": round(DATABASE.connect_timeout)}}
    engine = create_engine(
        address, pool_size=WORKER_THREADS, pool_timeout=DATABASE.read_timeout, pool_pre_ping=True, pool_recycle=1500,
        hide_parameters=True,  # they may be personal, and errors are logged

        **options,
    )  # fmt: skip
    if address.get_backend_name() == "mssql":
        azure_sql.prepare(engine)
    return engine


def _sqlite(url: str, *, begin: str, pool_size: int, cache: int) -> Engine:
    """An engine whose connections keep at most `cache` KiB of pages; lists write to many."""
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=0, pool_timeout=DATABASE.read_timeout, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
        # NORMAL survives the death of the process at any point; only a power cut may lose the latest commits.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"busy_timeout={round(DATABASE.read_timeout * 1000)}",
            f"cache_size=-{cache}",
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def row_after(
    order: Sequence[ColumnElement[Any]], last: Sequence[Any], *, descending: bool = False
) -> ColumnElement[bool]:
    """The condition for rows that follow the one with these sort values: row-value comparison, for every database."""
    column, value = order[0], last[0]
    beyond: ColumnElement[bool] = column < value if descending else column > value
    if not order[1:]:
        return beyond
    return or_(beyond, and_(column == value, row_after(order[1:], last[1:], descending=descending)))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond: DATETIME2(6); aware in Python, naive in the database."""

    impl = PlainDateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "mssql":
            return dialect.type_descriptor(PlainDateTime())
        from sqlalchemy.dialects.mssql import DATETIME2

        return dialect.type_descriptor(DATETIME2(6))  # type: ignore[no-untyped-call]

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Money(TypeDecorator[Decimal]):
    """DECIMAL(18,2); SQLite, which has no exact decimals, keeps whole hundredths."""

    impl = Numeric(18, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else Numeric(18, 2))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return int(value * 100) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return Decimal(value).scaleb(-2) if value is not None and dialect.name == "sqlite" else value


class EnumType[E: StrEnum](TypeDecorator[E]):
    """A member of an enumeration, stored by its name on the wire."""

    impl = Unicode
    cache_ok = True

    def __init__(self, kind: type[E], length: int) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


class TextList(TypeDecorator[tuple[str, ...]]):
    """A short list of texts as a JSON array."""

    impl = UnicodeText
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(UnicodeText() if self.length is None else Unicode(self.length))

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps([str(item) for item in value]).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(orjson.loads(value))
