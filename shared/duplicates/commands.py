"""What can be done about duplicates, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.customers import services as customers
from shared.customers.errors import CustomerArchived, CustomerMerging
from shared.duplicates.errors import NoDuplicates
from shared.duplicates.finding import Found, duplicates_of, keys_of, portraits
from shared.duplicates.repository import DuplicateRepository, Pair
from shared.kernel.errors import NotFound
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FindDuplicates(Command[int]):
    """Compares a customer anew, as it is now; returns how many it may be. Who is gone is compared no more."""

    customer_id: UUID

    def handle(self, uow: UnitOfWork) -> int:
        kept = uow.repository(DuplicateRepository)
        try:
            customers.hold(uow, self.customer_id)
        except (NotFound, CustomerArchived, CustomerMerging):
            kept.forget(self.customer_id)
            return 0
        one = portraits(uow.session, [self.customer_id])[self.customer_id]
        kept.keep_keys({one.id: keys_of(one)})
        found = duplicates_of(uow.session, one)
        kept.drop_pairs(one.id, [other.customer_id for other in found])
        kept.keep_pairs({Pair.of(one.id, other.customer_id): other.reasons for other in found}, at=uow.now)
        return len(found)


@dataclass(frozen=True)
class DismissDuplicate(Command[None]):
    """The two are not one, for good. Raises CustomerNotFound, CustomerArchived, CustomerMerging, NoDuplicates."""

    customer_id: UUID
    other_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        kept, pair = uow.repository(DuplicateRepository), Pair.of(self.customer_id, self.other_id)
        for id in pair:
            customers.hold(uow, id)
        known = {other.customer_id: other for other in self._found(uow)}
        if self.other_id not in known and not kept.is_known(pair):
            raise NoDuplicates
        weights = known[self.other_id].reasons if self.other_id in known else {}
        kept.dismiss(pair, weights, by=uow.actor, at=uow.now)

    def _found(self, uow: UnitOfWork) -> list[Found]:
        one = portraits(uow.session, [self.customer_id])[self.customer_id]
        return duplicates_of(uow.session, one)
