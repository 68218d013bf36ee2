"""Customers by identity, their numbers, and the search row each keeps beside it."""

from functools import partial
from uuid import UUID

from sqlalchemy import Sequence, bindparam, insert, select, update

from shared.customers.model import Customer, CustomerNotFound, DuplicateCustomerEmail
from shared.customers.search import search_row
from shared.customers.tables import customer_search, number_series
from shared.store import Store, Versions

NEXT_IN_SEQUENCE = select(Sequence("CustomerNumbers").next_value())
COUNT_UP = (
    update(number_series)
    .where(number_series.c.Name == "customers")
    .values(Latest=number_series.c.Latest + 1)
    .returning(number_series.c.Latest)
)
ADD_SEARCH_ROW = insert(customer_search)
CHANGE_SEARCH_ROW = update(customer_search).where(customer_search.c.CustomerId == bindparam("customer"))


class CustomerStore(Store[Customer]):
    kind, missing = Customer, CustomerNotFound
    constraints = {  # noqa: RUF012
        "LiveEmailKey": partial(DuplicateCustomerEmail, "Another customer already has this primary e-mail address."),
    }

    def get(self, id: UUID, *, expecting: Versions = None) -> Customer:
        """As any store; an erased customer is gone."""
        customer = super().get(id, expecting=expecting)
        if customer.is_deleted:
            raise CustomerNotFound(f"Customer {id} does not exist.")
        return customer

    def next_number(self) -> int:
        """The next customer number: unique under any concurrency, gaps allowed."""
        if self.session.get_bind().dialect.supports_sequences:
            return int(self.session.execute(NEXT_IN_SEQUENCE).scalar_one())
        return int(self.session.execute(COUNT_UP).scalar_one())

    def settle(self) -> None:
        """Keeps the search row in step with its customer, in the same transaction."""
        for customer in self.seen:
            if not customer.raised:
                continue
            row = search_row(customer)
            if customer.raised[0].sequence == 1:
                self.session.execute(ADD_SEARCH_ROW, {"Number": customer.number, "CustomerId": customer.id, **row})
            else:
                self.session.execute(CHANGE_SEARCH_ROW, {"customer": customer.id, **row})
