"""The database's own clock: what decides leases, so that no instance's clock can be wrong about them."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import InternalTraversal

from shared.platform.persistence.column_types import UtcDateTime


class DatabaseNow(FunctionElement[datetime]):
    """The moment in UTC that the database has, so many seconds later."""

    name = "database_now"
    type = UtcDateTime()
    inherit_cache = True
    _traverse_internals = [*FunctionElement._traverse_internals, ("seconds", InternalTraversal.dp_plain_obj)]  # noqa: RUF012 - SQLAlchemy's
    """The seconds stand in the text: they tell one statement from another."""

    def __init__(self, seconds: int = 0) -> None:
        super().__init__()
        self.seconds = seconds


@compiles(DatabaseNow, "sqlite")
def _sqlite(element: DatabaseNow, _compiler: SQLCompiler, **_how: Any) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '{element.seconds:+d} seconds')"


@compiles(DatabaseNow, "postgresql")
def _postgresql(element: DatabaseNow, _compiler: SQLCompiler, **_how: Any) -> str:
    return f"(timezone('utc', clock_timestamp()) + interval '{element.seconds} seconds')"


@compiles(DatabaseNow, "mssql")
def _mssql(element: DatabaseNow, _compiler: SQLCompiler, **_how: Any) -> str:
    return f"DATEADD(second, {element.seconds}, SYSUTCDATETIME())"
