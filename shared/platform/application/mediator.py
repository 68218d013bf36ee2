"""Commands in, one transaction each, results out."""

import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.kernel.clock import Clock
from shared.kernel.errors import VersionConflict
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.relay import Relay
from shared.platform.persistence import azure_sql
from shared.platform.persistence.database import Database
from shared.platform.resilience import DATABASE, Unreachable
from shared.settings import CustomerManagement

ATTEMPTS = 10
"""How often a command is tried when others change the same rows at the same time."""

log = logging.getLogger(__name__)


class Command[R]:
    """An intent; R is what its sender gets back."""


type Handlers = Mapping[type[Command[Any]], Callable[[Any, UnitOfWork], Any]]
type Conclude[R, A] = Callable[[R, UnitOfWork], A]


class Mediator:
    """Gives each command one transaction, and the facts it raised to the relay afterwards."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        business: CustomerManagement,
        relay: Relay,
        handlers: Iterable[Handlers],
        on_commit: Callable[[UnitOfWork], None],
    ) -> None:
        self._database, self._clock, self._business, self._relay = database, clock, business, relay
        self._handlers = {kind: handle for table in handlers for kind, handle in table.items()}
        self._on_commit = on_commit

    def send[R](self, command: Command[R], *, actor: str, trace_parent: str | None = None) -> R:
        """Runs the command and commits. Raises the handler's refusals; nothing is kept then."""
        return self.conclude(command, _result, actor=actor, trace_parent=trace_parent)

    def conclude[R, A](
        self, command: Command[R], conclude: Conclude[R, A], *, actor: str, trace_parent: str | None = None
    ) -> A:
        """As `send`; `conclude` turns the result into an answer inside the transaction, before the commit."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(command, conclude, actor, trace_parent)
            except StaleDataError as conflict:
                if attempt == ATTEMPTS or getattr(command, "expecting", None) is not None:
                    raise VersionConflict("It changed while your request was being worked on.") from conflict
            except DBAPIError as failure:
                cut_off = failure.connection_invalidated and attempt < DATABASE.tries
                if attempt == ATTEMPTS or not (cut_off or _passes(failure)):
                    raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter, not a secret
        raise AssertionError("unreachable")

    def _once[R, A](self, command: Command[R], conclude: Conclude[R, A], actor: str, trace_parent: str | None) -> A:
        handle = cast(Callable[[Command[R], UnitOfWork], R], self._handlers[type(command)])
        with self._database.transaction() as session:
            session.connection()  # a writer waits for its turn here; what it does happens after that
            uow = UnitOfWork(
                session, actor=actor, now=self._clock(), business=self._business, trace_parent=trace_parent
            )
            result = handle(command, uow)
            uow.flush()
            answer = conclude(result, uow)
            _commit(session)
        if uow.recorded:
            self._on_commit(uow)
            self._relay.wake()
        return answer


def _commit(session: Session) -> None:
    """Raises Unreachable if nobody knows whether it came through: then it must not be done again unasked."""
    try:
        session.commit()
    except DBAPIError as failure:
        if failure.connection_invalidated:
            raise Unreachable("The database was cut off during the commit.") from failure
        raise


def _result[R](result: R, _uow: UnitOfWork) -> R:
    return result


PASSING_STATES = ("40001", "40P01")
"""SQLSTATEs of a serialisation failure and of a deadlock's victim: the same statement may well succeed next time."""


def _passes(failure: DBAPIError) -> bool:
    cause: Any = failure.orig
    state = getattr(cause, "sqlstate", None) or (cause.args[0] if cause.args else "")
    return (
        state in PASSING_STATES
        or getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
        or bool(azure_sql.PASSING.search(str(cause)))
    )
