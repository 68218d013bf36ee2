"""Whether the service and what it depends on are well."""

import logging
import time
from collections.abc import Callable
from typing import Literal

from sqlalchemy import text

from shared.database import Database
from shared.wire import View

log = logging.getLogger(__name__)

type State = Literal["Healthy", "Unhealthy"]


class Check(View):
    status: State
    milliseconds: float


class Health(View):
    """How the service is.

    `Healthy`: all is well. `Degraded`: it serves, but something it can do without for a while is down.
    `Unhealthy`: it cannot serve.
    """

    status: Literal["Healthy", "Degraded", "Unhealthy"]
    checks: dict[str, Check]


def examine(database: Database, others: dict[str, Callable[[], None]]) -> Health:
    """Asks the database, which is needed, and the others, which are not: events wait, and a cache may be empty."""

    def query() -> None:
        with database.reading() as session:
            session.execute(text("SELECT version_num FROM alembic_version"))

    checks = {
        "database": _checked("database", query),
        **{name: _checked(name, check) for name, check in others.items()},
    }
    if checks["database"].status == "Unhealthy":
        return Health(status="Unhealthy", checks=checks)
    well = all(check.status == "Healthy" for check in checks.values())
    return Health(status="Healthy" if well else "Degraded", checks=checks)


def _checked(name: str, check: Callable[[], None]) -> Check:
    began = time.perf_counter()
    try:
        check()
    except Exception:
        log.exception("Health check of %s failed", name)
        state: State = "Unhealthy"
    else:
        state = "Healthy"
    return Check(status=state, milliseconds=round((time.perf_counter() - began) * 1000, 1))
