"""Azure SQL's own ways: its driver, signing in with Entra, and which of its errors pass (specification §7.1)."""

from __future__ import annotations

import re
import struct
from importlib.util import find_spec
from pathlib import Path
from platform import machine
from typing import TYPE_CHECKING, Any

from shared.platform.resilience import DATABASE

if TYPE_CHECKING:
    import pyodbc
    from sqlalchemy import URL, BindParameter, Engine, ExceptionContext

SCOPE = "https://database.windows.net/.default"
ACCESS_TOKEN = 1256
"""SQL_COPT_SS_ACCESS_TOKEN: the driver's attribute for a token in place of user and password."""
USUAL_DRIVER = "ODBC Driver 18 for SQL Server"
PACKAGED_DRIVER = "libs/linux/debian_ubuntu/{}/lib/libmsodbcsql-*.so*"
"""Where the package `mssql-python-odbc` carries Microsoft's driver."""

LOST_RACES = re.compile(r"\((?:1204|1205|1222|3960|3966|41301|41302|41305|41325|41839)\)")
"""Errors of who was in the way of others: deadlocks, snapshot conflicts, locks not got."""
BUSY = re.compile(
    r"\((?:617|669|926|4060|4221|8628|8645|8651|10928|10929|10936|40143|40166|40197|40501|40540|40613|42108|42109|"
    r"49918|49919|49920)\)"
)
"""Errors of a server that fails over, wakes up, or has too much to do (Microsoft's list of transient errors)."""
QUERY_TIMEOUT = "HYT00"
SNAPSHOTS = "SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()"
WVARCHAR = -9
"""SQL_WVARCHAR."""
LONGEST_DECLARED = 4000
"""A longer text is an NVARCHAR(MAX), which is declared by 0."""


def completed(url: URL) -> URL:
    """The URL with a driver, if it names none: the packaged one by its path, or the one installed under its name."""
    usual = {"driver": _packaged() or USUAL_DRIVER, "LongAsMax": "Yes"}  # long texts as NVARCHAR(MAX), not as NTEXT
    return url.update_query_dict({name: value for name, value in usual.items() if name not in url.query})


def _packaged() -> str | None:
    found = find_spec("mssql_python_odbc")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    return next((str(file) for file in folder.glob(PACKAGED_DRIVER.format(machine()))), None)


OPTIONS: dict[str, Any] = {"fast_executemany": True, "connect_args": {"timeout": round(DATABASE.connect_timeout)}}
"""For the engine: batches as arrays, and seconds to wait for a login."""


def prepare(engine: Engine, *, seconds: float = DATABASE.read_timeout) -> None:
    """Has the engine sign in with our identity where the URL names no user, and end statements that take longer.

    0 `seconds` is no limit.
    """
    from sqlalchemy import event

    @event.listens_for(engine, "do_connect")
    def sign_in(_dialect: object, _record: object, arguments: list[str], named: dict[str, object]) -> None:
        import pyodbc

        pyodbc.pooling = False  # SQLAlchemy pools; two pools hide each other's dead connections
        if engine.url.username is None and "Authentication" not in engine.url.query:
            arguments[0] = arguments[0].replace(";Trusted_Connection=Yes", "")
            named["attrs_before"] = {ACCESS_TOKEN: token_of(_token())}

    @event.listens_for(engine, "connect")
    def limit(connection: pyodbc.Connection, _record: object) -> None:
        connection.timeout = round(seconds)

    event.listen(engine, "handle_error", keep_connection_of_slow_statement)
    event.listen(engine, "do_setinputsizes", declare_texts)


def declare_texts(sizes: dict[BindParameter[Any], Any], *_: object) -> None:
    """Declares texts by their columns. By the length of each value, a statement would have a plan for each length."""
    from sqlalchemy import Unicode, UnicodeText

    for parameter in sizes:
        kind = parameter.type
        kind = getattr(kind, "impl_instance", kind)
        if isinstance(kind, Unicode | UnicodeText):
            length = getattr(kind, "length", None) or 0
            sizes[parameter] = (WVARCHAR, length if length <= LONGEST_DECLARED else 0, 0)


def keep_connection_of_slow_statement(context: ExceptionContext) -> None:
    """A statement that took too long says nothing about its connection, nor about all others of the pool."""
    if context.original_exception.args[:1] == (QUERY_TIMEOUT,):
        context.is_disconnect = False


def _token() -> str:
    from shared.adapters.credential import credential

    return credential().get_token(SCOPE).token


def token_of(token: str) -> bytes:
    """A token as the driver takes it: UTF-16, its length in front."""
    raw = token.encode("utf-16-le")
    return struct.pack(f"<I{len(raw)}s", len(raw), raw)
