"""Asking to be forgotten, and the steps of that: each in one transaction."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.contacts import services as contacts
from shared.customers import services as customers
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository
from shared.privacy.model import Erasure
from shared.privacy.names import ERASURE
from shared.privacy.repository import ErasureRepository
from shared.suppression.services import Marker, suppress as suppress_marks

RESTORED = "restored"
"""The reference of an erasure that is repeated: its own was not written down."""


@dataclass(frozen=True)
class Erase(Command[Erasure]):
    """Has somebody forgotten: gone, unreadable and suppressed in this transaction; a job then erases store by store.

    Asked for again, the same erasure is meant. Raises CustomerNotFound, ContactNotFound, Unreachable (no marks can be
    made).
    """

    customer_id: UUID
    reference: str
    requested_at: datetime
    contact_id: UUID | None = None
    """None: the customer with all of its contacts."""

    def handle(self, uow: UnitOfWork) -> Erasure:
        erasures = uow.repository(ErasureRepository)
        if self.contact_id:
            whose = contacts.present(uow.session, self.customer_id, self.contact_id)
            if whose != (self.customer_id, self.contact_id):
                return replace(self, customer_id=whose[0], contact_id=whose[1]).handle(uow)
        known = erasures.of_subject(self.contact_id or self.customer_id)
        if known is None:
            try:
                marks = self._gone(uow, Marker(uow.session))
                ids = (new_id(), self.customer_id, self.contact_id)
                return _begun(uow, *ids, self.reference, self.requested_at, marks)
            except NotFound:  # somebody asked for the same at the same moment, and came first
                known = erasures.of_subject(self.contact_id or self.customer_id)
                if known is None:
                    raise
        return _started(known, uow) if known.resume() else known

    def _gone(self, uow: UnitOfWork, marker: Marker) -> frozenset[str]:
        """Makes it unreadable, and returns the marks it is known by."""
        if self.contact_id:
            return marker.marks(*contacts.erase(uow, self.customer_id, self.contact_id))
        gone = customers.erase(uow, self.customer_id)
        for id in gone.merged_from:
            with suppress(NotFound):  # it was erased before
                replace(self, customer_id=id).handle(uow)
        addresses = (*gone.addresses, *contacts.addresses_of(uow.session, self.customer_id))
        return marker.marks(*addresses) | {marker.name(gone.name)}


def _begun(
    uow: UnitOfWork,
    id: UUID,
    customer_id: UUID,
    contact_id: UUID | None,
    reference: str,
    requested_at: datetime,
    marks: Iterable[str],
) -> Erasure:
    """Notes the erasure of somebody who is gone, and refuses its addresses from now on."""
    made = Erasure(id, customer_id, contact_id, reference, requested_at=requested_at, by=uow.actor, at=uow.now)
    suppress_marks(uow.session, marks, erasure_id=id, at=uow.now)
    return _started(uow.repository(ErasureRepository).add(made), uow)


def _started(erasure: Erasure, uow: UnitOfWork) -> Erasure:
    """Has the job go through the stores."""
    uow.session.flush()
    uow.repository(JobRepository).start(ERASURE, erasure.id, by=uow.actor, at=uow.now)
    return erasure


@dataclass(frozen=True)
class Repeat(Command[bool]):
    """Has forgotten again, after a restore, who was forgotten before. Says whether that was needed."""

    id: UUID
    customer_id: UUID
    contact_id: UUID | None
    requested_at: datetime
    marks: tuple[str, ...]

    def handle(self, uow: UnitOfWork) -> bool:
        if uow.repository(ErasureRepository).of_subject(self.contact_id or self.customer_id):
            return False
        try:
            if self.contact_id:
                contacts.erase(uow, self.customer_id, self.contact_id)
            else:
                customers.erase(uow, self.customer_id)
        except NotFound:
            pass  # it is younger than the backup
        _begun(uow, self.id, self.customer_id, self.contact_id, RESTORED, self.requested_at, self.marks)
        return True


@dataclass(frozen=True)
class NoteStore(Command[None]):
    """Nothing is left in a store; the job goes on behind it. Raises LostLease."""

    erasure_id: UUID
    lease: Lease
    store: str
    checkpoint: Mapping[str, Any]

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hold(self.lease, self.checkpoint)
        uow.repository(ErasureRepository).get(self.erasure_id).note(self.store, at=uow.now)


@dataclass(frozen=True)
class FinishErasure(Command[None]):
    """Nothing is left anywhere. Raises LostLease."""

    erasure_id: UUID
    lease: Lease

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hold(self.lease)
        uow.repository(ErasureRepository).get(self.erasure_id).complete(at=uow.now)


@dataclass(frozen=True)
class FailErasure(Command[None]):
    """It can't be done to its end."""

    erasure_id: UUID
    reason: str

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(ErasureRepository).get(self.erasure_id).fail(self.reason, at=uow.now)
