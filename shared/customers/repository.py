"""Customers by identity, their numbers, and the search row each keeps beside it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Sequence, bindparam, insert, select, update

from shared.customers.cache import SEARCHES, profile_key
from shared.customers.model import Customer, CustomerNotFound
from shared.customers.search import search_row
from shared.customers.tables import customer_search, number_series
from shared.platform.persistence.aliases import RowValues
from shared.platform.persistence.repository import AggregateRepository, Versions

NEXT_IN_SEQUENCE = select(Sequence("CustomerNumbers").next_value())
COUNT_UP = (
    update(number_series)
    .where(number_series.c.Name == "customers")
    .values(Latest=number_series.c.Latest + 1)
    .returning(number_series.c.Latest)
)
ADD_SEARCH_ROW = insert(customer_search)
CHANGE_SEARCH_ROW = update(customer_search).where(customer_search.c.CustomerId == bindparam("customer"))


class CustomerRepository(AggregateRepository[Customer]):
    kind, not_found, shown_in = Customer, CustomerNotFound, frozenset({SEARCHES})

    def get(self, id: UUID, *, expecting: Versions = None) -> Customer:
        """As of any aggregate; an erased customer is gone."""
        customer = super().get(id, expecting=expecting)
        if customer.is_deleted:
            raise CustomerNotFound(id)
        return customer

    def next_number(self) -> int:
        """The next customer number: unique under any concurrency, gaps allowed."""
        in_sequence = self.session.get_bind().dialect.supports_sequences
        return int(self.session.execute(NEXT_IN_SEQUENCE if in_sequence else COUNT_UP).scalar_one())

    def write_changes(self) -> None:
        """Keeps the search row in step with its customer, in the same transaction."""
        for customer in self._known.values():
            if not customer.pending_events:
                continue
            row: RowValues = search_row(customer)
            if customer.pending_events[0].sequence == 1:
                self.session.execute(ADD_SEARCH_ROW, {"Number": customer.number, "CustomerId": customer.id, **row})
            else:
                self.session.execute(CHANGE_SEARCH_ROW, {"customer": customer.id, **row})

    def cache_keys(self) -> Mapping[str, int]:
        return {profile_key(customer.id): customer.version for customer in self._known.values()}
