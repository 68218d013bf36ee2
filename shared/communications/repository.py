"""Communications by identity, and who hands each over. The database's clock decides leases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Update, bindparam, or_, select, true, update

from shared.communications.cache import histories_of
from shared.communications.errors import CommunicationNotFound, NotCancellable
from shared.communications.model import Communication
from shared.communications.tables import communications
from shared.customers import services as customers
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.database_clock import DatabaseNow
from shared.platform.persistence.repository import CustomersRepository

LEASE_SECONDS = 300
"""How long a message is its worker's: longer than any provider is waited for."""
FAR_SECONDS = 900
"""No lease ends later than this: if one does, the clock was set back, and it has ended."""

c = communications.c
THIS = c.Id == bindparam("id")
EXPIRED = or_(c.LeaseUntil < DatabaseNow(), c.LeaseUntil > DatabaseNow(FAR_SECONDS))


WHOSE, OWNER = select(c.CustomerId).where(THIS), select(c.Owner).where(THIS)
TAKE = (
    update(communications)
    .where(THIS, c.Pending == true(), c.Owner.is_(None), c.DueAt.is_(None))
    .values(
        Owner=bindparam("owner"),
        Provider=bindparam("provider"),
        LeaseUntil=DatabaseNow(LEASE_SECONDS),
        Attempts=c.Attempts + 1,
        TakenSequence=c.Sequence,
    )
)
GIVE_BACK = (
    update(communications)
    .where(THIS, c.Owner == bindparam("owner"))
    .values(Owner=None, LeaseUntil=None, DueAt=bindparam("due_at"), HasSlot=bindparam("has_slot"))
)
ABANDON = update(communications).where(THIS, c.Owner.is_not(None), EXPIRED).values(Owner=None, LeaseUntil=None)
LOCK_FREE = update(communications).where(THIS, c.Owner.is_(None)).values(RowVersion=c.RowVersion)


class Claim(NamedTuple):
    """Who hands a message over."""

    communication_id: UUID
    owner: UUID


class CommunicationRepository(CustomersRepository[Communication]):
    kind, not_found = Communication, CommunicationNotFound

    @property
    def shown_in(self) -> frozenset[str]:  # type: ignore[override]
        """Only the histories of those customers whose communications were handed out."""
        return frozenset(histories_of(one.customer_id) for one in self.entities())

    def customer_of(self, id: UUID) -> UUID:
        """Whose it is: who changes it holds the customer first, and reads it then. Raises CommunicationNotFound."""
        found: UUID | None = self.session.scalar(WHOSE, {"id": id})
        if found is None:
            raise CommunicationNotFound(id)
        return found

    def hold_owner(self, uow: UnitOfWork, id: UUID) -> UUID:
        """Whose it is, held even if archived: what was sent before is on its way. Raises CommunicationNotFound.

        While somebody merges it, the communication may change hands as its customer is waited for.
        """
        return customers.hold_present(uow, lambda: (self.customer_of(id), None))[0]

    def is_taken(self, id: UUID) -> bool:
        """Whether a worker has it."""
        return self.session.scalar(OWNER, {"id": id}) is not None

    def refuse_taken(self, id: UUID) -> None:
        """Locks a message that nobody hands over. Raises NotCancellable."""
        if not self._done(LOCK_FREE, {"id": id}):
            raise NotCancellable("it is being sent")

    def take(self, claim: Claim, provider: str) -> bool:
        """Gives a message that is to be sent now to a worker; False if another has it, or it is not."""
        return self._done(TAKE, {"id": claim.communication_id, "owner": claim.owner, "provider": provider})

    def give_back(self, claim: Claim, *, due_at: datetime | None = None, has_slot: bool = False) -> bool:
        """Its worker is done with it, and holds it until the commit; False if it is another's by now.

        A timer has it sent at that time, if it is not sent yet.
        """
        values = {"id": claim.communication_id, "owner": claim.owner, "due_at": due_at, "has_slot": has_slot}
        return self._done(GIVE_BACK, values)

    def abandoned(self, id: UUID) -> bool:
        """Takes a message from a worker that is dead; says whether it was."""
        return self._done(ABANDON, {"id": id})

    def due(self, moment: datetime, limit: int) -> Sequence[UUID]:
        """What is to be sent by a moment, and what a dead worker has left."""
        waiting = select(c.Id).where(c.DueAt.is_not(None), c.DueAt <= moment).order_by(c.DueAt, c.Id).limit(limit)
        left = select(c.Id).where(c.LeaseUntil.is_not(None), EXPIRED).order_by(c.LeaseUntil, c.Id).limit(limit)
        found = dict.fromkeys([*self.session.scalars(waiting), *self.session.scalars(left)])
        return list(found)[:limit]

    def _done(self, change: Update, which: Mapping[str, object]) -> bool:
        return bool(self.session.connection().execute(change, which).rowcount)
