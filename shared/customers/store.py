"""Customers by identity, their numbers, and the search row each keeps beside it."""

from functools import partial
from uuid import UUID

from sqlalchemy import Sequence, insert, select, update

from shared.customers.model import Customer, CustomerNotFound, DuplicateCustomerEmail
from shared.customers.search import search_row
from shared.customers.tables import customer_search, number_series
from shared.store import Store, Versions

CUSTOMER_NUMBERS = Sequence("CustomerNumbers")


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
            return int(self.session.scalar(select(CUSTOMER_NUMBERS.next_value())) or 0)
        series = number_series.c
        counted = update(number_series).where(series.Name == "customers").values(Latest=series.Latest + 1)
        return int(self.session.execute(counted.returning(series.Latest)).scalar_one())

    def settle(self) -> None:
        """Keeps the search row in step with its customer, in the same transaction."""
        for customer in self.seen:
            if not customer.raised:
                continue
            row = search_row(customer)
            if customer.raised[0].sequence == 1:
                self.session.execute(
                    insert(customer_search).values(Number=customer.number, CustomerId=customer.id, **row)
                )
            else:
                self.session.execute(
                    update(customer_search).where(customer_search.c.CustomerId == customer.id).values(row)
                )
