"""Which database errors pass: the same transaction may well succeed next time."""

from typing import Any

from sqlalchemy.exc import DBAPIError

from shared.platform.persistence import azure_sql

PASSING_STATES = ("40001", "40P01")
"""SQLSTATEs of a serialisation failure and of a deadlock's victim."""


def passes(failure: DBAPIError) -> bool:
    """Whether others were in the way, or the server busy, rather than the statement wrong."""
    cause: Any = failure.orig
    state = getattr(cause, "sqlstate", None) or (cause.args[0] if cause.args else "")
    return (
        state in PASSING_STATES
        or getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
        or bool(azure_sql.PASSING.search(str(cause)))
    )
