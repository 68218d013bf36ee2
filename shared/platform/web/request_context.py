"""What a handler knows of the request beside its arguments, and its ways to ask and to change something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate

from shared.kernel.events import Entity

if TYPE_CHECKING:
    from pydantic import BaseModel
    from sqlalchemy.orm import Session

    from shared.platform.app import App
    from shared.platform.application.commands import Command
    from shared.platform.application.unit_of_work import UnitOfWork
    from shared.platform.caching.rendered import Rendered, Snapshot
    from shared.platform.persistence.repository import Versions
    from shared.platform.web.auth import Caller
    from shared.platform.web.idempotency import Answer, Claim
    from shared.platform.web.paging import PageQuery, Window
    from shared.platform.web.reply import Reply
    from shared.platform.web.trace import Trace


@dataclass(frozen=True)
class RequestContext:
    """One request by one caller."""

    app: App
    caller: Caller
    trace: Trace
    expecting: Versions
    """The versions named by `If-Match`; None if the caller named none."""
    claim: Claim | None
    finished: Callable[[Reply[Any]], Answer]

    def ask[**P, R](self, query: Callable[Concatenate[Session, P], R], *given: P.args, **named: P.kwargs) -> R:
        """Answers a query in a session of its own."""
        from shared.platform.persistence.reading import ask

        return ask(self.app.database, query, *given, **named)

    def ask_cached[**P, V: BaseModel](
        self, key: str, query: Callable[Concatenate[Session, P], Snapshot[V]], *given: P.args, **named: P.kwargs
    ) -> Rendered[V]:
        """As `ask`, through the cache: `key` is what changes of the thing shown invalidate."""
        return self.app.read_cache.read(key, lambda: self.ask(query, *given, **named))

    def ask_cached_by[**P, V: BaseModel](
        self,
        kind: str,
        asked: BaseModel,
        query: Callable[Concatenate[Session, P], V],
        *given: P.args,
        **named: P.kwargs,
    ) -> Rendered[V]:
        """As `ask`, through the cache of a kind of query, by what is asked."""
        return self.app.query_caches.of(kind).read(asked.model_dump_json(), lambda: self.ask(query, *given, **named))

    def window(self, query: PageQuery, *, of: str) -> Window:
        """The part of a list that is asked for; `of` names the list, whose cursors fit no other."""
        return query.within(self.app.settings.business, of=of)

    def kept[V](self, reply: Reply[V]) -> Reply[V]:
        """A reply that no command made, kept with the idempotency key."""
        if self.claim:
            self.app.idempotency.complete(self.claim, self.finished(reply))
        return reply

    def send[R, V](
        self, command: Command[R], reply: Callable[[R], Reply[V]], *, then: Callable[[], None] | None = None
    ) -> Reply[V]:
        """Runs the command; the reply is made inside its transaction and kept with the idempotency key.

        With `then`, which must follow the commit, it is kept once that is done: a repetition is never answered as if
        all were well while it is not.
        """

        def kept(result: R, uow: UnitOfWork) -> Reply[V]:
            made = reply(result)
            if self.claim and then:
                self.app.idempotency.hold(uow.session, self.claim)
            elif self.claim:
                about = result if isinstance(result, Entity) else None
                self.app.idempotency.keep(uow.session, self.claim, self.finished(made), about)
            return made

        made = self.app.mediator.send(command, then=kept, actor=self.caller.id, trace_parent=self.trace.parent)
        if then:
            then()
            if self.claim:
                self.app.idempotency.complete(self.claim, self.finished(made))
        return made
