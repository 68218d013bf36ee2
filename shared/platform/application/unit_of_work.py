"""One transaction: the changes, the facts they produced, and the facts still to tell."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.contacts.repository import ContactRepository
from shared.customers.repository import CustomerRepository
from shared.exports.repository import ExportRepository
from shared.imports.repository import ImportRepository
from shared.kernel.errors import DomainError
from shared.kernel.events import Aggregate, DomainEvent, PendingEvent
from shared.platform.messaging import event_log
from shared.platform.persistence.repository import Store
from shared.settings import CustomerManagement


class UnitOfWork:
    """What a command handler works with: stores, who acts, when, and the business's settings."""

    def __init__(
        self,
        session: Session,
        *,
        actor: str,
        now: datetime,
        business: CustomerManagement,
        trace_parent: str | None = None,
    ) -> None:
        self.session, self.actor, self.now, self.business = session, actor, now, business
        self._trace_parent = trace_parent
        self.customers = CustomerRepository(session)
        self.contacts = ContactRepository(session)
        self.imports = ImportRepository(session)
        self.exports = ExportRepository(session)
        self._stores: tuple[Store[Any], ...] = (self.customers, self.contacts, self.imports, self.exports)
        self.log_only: frozenset[type[DomainEvent]] = frozenset()
        """Kinds of event that stay in the log and do not go onto the bus."""
        self.recorded = 0
        """How many facts this unit has written to the log."""

    def flush(self) -> None:
        """Writes state, read models, event log and outbox. Raises the rule a database constraint guards."""
        try:
            self.session.flush()
            for store in self._stores:
                store.write_changes()
        except IntegrityError as violation:
            raise self._rule_of(violation) from violation
        self.recorded += event_log.append(
            self.session,
            self._facts(),
            by=self.actor,
            at=self.now,
            trace_parent=self._trace_parent,
            log_only=self.log_only,
        )

    def _facts(self) -> Iterator[tuple[Aggregate, PendingEvent]]:
        for aggregate in (one for store in self._stores for one in store.seen):
            for raised in aggregate.release_events():
                yield aggregate, raised

    def _rule_of(self, violation: IntegrityError) -> DomainError | IntegrityError:
        for store in self._stores:
            for constraint, refusal in store.constraints.items():
                if constraint in str(violation.orig):
                    return refusal()
        return violation
