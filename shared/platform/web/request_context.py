"""What a handler knows of the request beside its arguments, and its way to change something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.platform.application.mediator import Command, Mediator
    from shared.platform.application.unit_of_work import UnitOfWork
    from shared.platform.persistence.repository import Versions
    from shared.platform.web.auth import Caller
    from shared.platform.web.idempotency import Answer, Claim, Idempotency
    from shared.platform.web.reply import Reply
    from shared.platform.web.trace import Trace


@dataclass(frozen=True)
class RequestContext:
    """One request by one caller."""

    caller: Caller
    trace: Trace
    expecting: Versions
    """The versions named by `If-Match`; None if the caller named none."""
    claim: Claim | None
    mediator: Mediator
    idempotency: Idempotency
    finished: Callable[[Reply[object]], Answer]

    def forget(self) -> None:
        """Takes back the answer that was kept: what had to follow the commit failed."""
        if self.claim:
            self.idempotency.forget(self.claim)

    def send[R, V](self, command: Command[R], reply: Callable[[R], Reply[V]]) -> Reply[V]:
        """Runs the command; the reply is made inside its transaction and kept with the idempotency key."""

        def conclude(result: R, uow: UnitOfWork) -> Reply[V]:
            made = reply(result)
            if self.claim:
                self.idempotency.keep(uow.session, self.claim, self.finished(made))
            return made

        return self.mediator.conclude(command, conclude, actor=self.caller.id, trace_parent=self.trace.parent)
