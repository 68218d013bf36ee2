"""Commands in, one transaction each, results out."""

import logging
import random
import time
from collections.abc import Callable
from typing import Protocol, overload

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.kernel.clock import Clock
from shared.kernel.errors import VersionConflict
from shared.platform.application.commands import SYSTEM, Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.delivery import Once
from shared.platform.persistence.constraints import ConcurrentChange, UniqueRules
from shared.platform.persistence.database import Database
from shared.platform.persistence.passing_errors import Passing, passing
from shared.platform.resilience import DATABASE, Unreachable
from shared.settings import CustomerManagement

ATTEMPTS = 10
"""How often a command is tried when others change the same rows at the same time."""
BUSY_SECONDS = 2.0
"""How long a server that is busy or fails over is left alone, the first time."""

log = logging.getLogger(__name__)

type Then[R, A] = Callable[[R, UnitOfWork], A]


class Waker(Protocol):
    """What publishes committed events."""

    def wake(self) -> None:
        """Says that events were committed."""
        ...


class Mediator:
    """Gives each command one transaction, and wakes the relay when events were logged in it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        business: CustomerManagement,
        unique: UniqueRules,
        relay: Waker,
        on_commit: Callable[[UnitOfWork], None],
        prepare: Callable[[], None],
    ) -> None:
        """`prepare` has at hand what no transaction should wait for."""
        self._database, self._clock, self._business, self._unique = database, clock, business, unique
        self._relay, self._on_commit, self._prepare = relay, on_commit, prepare

    @overload
    def send[R](self, command: Command[R], *, actor: str = SYSTEM, trace_parent: str | None = None) -> R: ...
    @overload
    def send[R, A](
        self, command: Command[R], *, then: Then[R, A], actor: str = SYSTEM, trace_parent: str | None = None
    ) -> A: ...
    @overload
    def send[R](
        self, command: Command[R], *, once: Once, actor: str = SYSTEM, trace_parent: str | None = None
    ) -> R | None: ...

    def send[R, A](
        self,
        command: Command[R],
        *,
        then: Then[R, A] | None = None,
        once: Once | None = None,
        actor: str = SYSTEM,
        trace_parent: str | None = None,
    ) -> R | A | None:
        """Runs the command and commits. Raises its domain errors; nothing is kept then.

        `then` turns the result into an answer inside the transaction, before the commit. With `once` the message is
        noted in the same commit; if it was before, nothing is done and the answer is None.
        """
        self._prepare()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(command, then, once, actor, trace_parent, locks=attempt > 1)
            except (StaleDataError, ConcurrentChange) as conflict:
                expects = isinstance(command, Versioned) and command.expecting is not None
                if attempt == ATTEMPTS or expects:
                    raise VersionConflict from conflict
                soon = True
            except DBAPIError as failure:
                why = passing(failure)
                soon = why is Passing.LOST_RACE
                if why is None or attempt == (ATTEMPTS if soon else DATABASE.tries):
                    raise
            pause = 0.01 * 2**attempt if soon else BUSY_SECONDS * attempt
            time.sleep(random.uniform(0 if soon else pause / 2, pause))  # noqa: S311 - jitter, not a secret
        raise AssertionError("unreachable")

    def _attempt[R, A](
        self,
        command: Command[R],
        then: Then[R, A] | None,
        once: Once | None,
        actor: str,
        trace_parent: str | None,
        *,
        locks: bool,
    ) -> R | A | None:
        with self._database.transaction() as session:
            uow = UnitOfWork(
                session,
                actor=actor,
                clock=self._clock,
                business=self._business,
                unique=self._unique,
                trace_parent=trace_parent,
                locks=locks,
            )
            if once and not uow.note(once.consumer, once.message_id):
                return None
            result = command.handle(uow)
            uow.flush()
            answer = then(result, uow) if then else result
            _commit(session)
        if uow.logged:
            self._on_commit(uow)
            self._relay.wake()
        return answer


def _commit(session: Session) -> None:
    """Raises Unreachable if it is unknown whether it came through: then it must not be done again unasked."""
    try:
        session.commit()
    except DBAPIError as failure:
        if failure.connection_invalidated:
            raise Unreachable("The database was cut off during the commit.") from failure
        raise
