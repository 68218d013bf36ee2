"""Which errors pass: the same transaction may well succeed next time, or once what is away is back."""

import errno
from enum import Enum, auto
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError as PoolTimeout

from shared.platform.observability.outages import DATABASE_NAME, outages
from shared.platform.persistence import azure_sql
from shared.platform.resilience import Unreachable

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
LOST_RACES = ("40001", "40P01", "55P03")
"""SQLSTATEs of a serialisation failure, of a deadlock's victim, and of a lock not got."""
BUSY = ("53300", "53400", "57P01", "57P03")
"""SQLSTATEs of a server with too many connections, or one that stops or starts."""


class Passing(Enum):
    """How soon it may succeed."""

    LOST_RACE = auto()
    """At once: others were in the way."""
    BUSY = auto()
    """In seconds: the server has too much to do, or changes places."""


def passing(failure: DBAPIError) -> Passing | None:
    """Whether others were in the way, or the server busy, rather than the statement wrong."""
    cause: Any = failure.orig
    state = getattr(cause, "sqlstate", None) or (cause.args[0] if cause.args else "")
    locked = getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    if state in LOST_RACES or locked or azure_sql.LOST_RACES.search(str(cause)):
        return Passing.LOST_RACE
    if state in BUSY or failure.connection_invalidated or azure_sql.BUSY.search(str(cause)):
        return Passing.BUSY
    return None


def is_outage(failure: Exception) -> bool:
    """Whether something we depend on is out of reach or overloaded, rather than asked something wrong."""
    if isinstance(failure, Unreachable) or (isinstance(failure, OSError) and failure.errno in DISK_FULL):
        return True
    if isinstance(failure, OperationalError):
        return getattr(failure.orig, "sqlite_errorname", "") != "SQLITE_ERROR"  # no such table, and the like
    return isinstance(failure, (InterfaceError, PoolTimeout)) or (
        isinstance(failure, DBAPIError) and failure.connection_invalidated
    )


def told_as_outage(failure: Exception) -> bool:
    """Whether it is an outage; then the log has it by its dependency's name. A circuit has told of its own already."""
    if not is_outage(failure):
        return False
    if not isinstance(failure, Unreachable):
        outages.failed("The disk" if isinstance(failure, OSError) else DATABASE_NAME, failure)
    return True
