"""Whether the service and what it depends on are well."""

import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Annotated, Literal

from sqlalchemy import text

from shared.platform.observability.outages import outages
from shared.platform.persistence.database import Database
from shared.platform.resilience import circuits
from shared.platform.web.schemas import Response, described

SECONDS = 3.0
"""How long a check may take."""
KEPT_SECONDS = 5.0
"""How long what was seen is told again."""
LOW_DISK_BYTES = 200_000_000
"""An import's file and its working copy have room in it."""


type State = Annotated[Literal["Healthy", "Unhealthy"], described("Whether a dependency answers as it should.")]


class Check(Response):
    """How one dependency is."""

    status: State
    milliseconds: Annotated[float, described("How long it took.", 1.5)]


class Health(Response):
    """How the service is.

    `Healthy`: all is well. `Degraded`: it serves, but something it can do without for a while is down.
    `Unhealthy`: it cannot serve.
    """

    status: Annotated[Literal["Healthy", "Degraded", "Unhealthy"], described("How the service is as a whole.")]
    checks: Annotated[
        dict[str, Check],
        described("How each dependency is.", {"database": {"status": "Healthy", "milliseconds": 1.5}}),
    ]
    circuits: Annotated[
        dict[str, Literal["open", "closed"]],
        described("Open: it failed often, and is left alone for some seconds.", {"redis": "closed"}),
    ]


class Alive(Response):
    """The process answers; what it depends on was not asked."""

    status: Annotated[Literal["Healthy"], described("Always so.")] = "Healthy"


class Readiness:
    """Looks at all that the service depends on, and keeps what it saw for some seconds.

    One look at a time: whoever asks meanwhile gets what was seen before, so that callers, who may be anybody, cost the
    dependencies nothing.
    """

    def __init__(self, database: Database, others: dict[str, Callable[[], None]]) -> None:
        self._database, self._others = database, others
        self._looking = threading.Lock()
        self._seen: Health | None = None
        self._seen_at = 0.0

    def look(self) -> Health:
        """How the service is, or was some seconds ago."""
        if self._is_fresh() or not self._looking.acquire(blocking=self._seen is None):
            assert self._seen is not None, "whoever asks first waits for the first look"
            return self._seen
        try:
            seen = self._seen
            if seen is None or not self._is_fresh():
                seen = self._seen = examine(self._database, self._others)
                self._seen_at = time.monotonic()
            return seen
        finally:
            self._looking.release()

    def _is_fresh(self) -> bool:
        return self._seen is not None and time.monotonic() < self._seen_at + KEPT_SECONDS


def room_in(folder: Path) -> Callable[[], None]:
    """A check that raises once a disk is nearly full."""

    def check() -> None:
        existing = next(one for one in (folder, *folder.parents) if one.exists())
        if (free := shutil.disk_usage(existing).free) < LOW_DISK_BYTES:
            raise OSError(f"{free} bytes are free")

    return check


def examine(database: Database, others: dict[str, Callable[[], None]]) -> Health:
    """Asks the database, which is needed, and the others, which are not: events wait, and a cache may be empty."""

    def query() -> None:
        with database.reading() as session:
            session.execute(text("SELECT version_num FROM alembic_version"))

    checks = _all_checked({"database": query, **others})
    state: Literal["Healthy", "Degraded", "Unhealthy"] = "Healthy"
    if checks["database"].status == "Unhealthy":
        state = "Unhealthy"
    elif any(check.status == "Unhealthy" for check in checks.values()):
        state = "Degraded"
    return Health(status=state, checks=checks, circuits=circuits())


def _all_checked(checks: dict[str, Callable[[], None]]) -> dict[str, Check]:
    """All at once; what has not answered in some seconds is not well."""
    asked = ThreadPoolExecutor(len(checks), thread_name_prefix="health")
    answers = {name: asked.submit(_checked, name, check) for name, check in checks.items()}
    wait(answers.values(), timeout=SECONDS)
    asked.shutdown(wait=False, cancel_futures=True)
    late = Check(status="Unhealthy", milliseconds=SECONDS * 1000)
    return {name: answer.result() if answer.done() else late for name, answer in answers.items()}


def _checked(name: str, check: Callable[[], None]) -> Check:
    began = time.perf_counter()
    try:
        check()
    except Exception as failure:
        outages.failed(f"{name} (health)", failure)
        state: State = "Unhealthy"
    else:
        outages.answered(f"{name} (health)")
        state = "Healthy"
    return Check(status=state, milliseconds=round((time.perf_counter() - began) * 1000, 1))
