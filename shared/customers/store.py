"""Customers by identity, their numbers, and the search row each keeps beside it."""

from functools import partial
from uuid import UUID

from sqlalchemy import Sequence, bindparam, false, insert, select, update

from shared.customers.model import Customer, CustomerNotFound, DuplicateCustomerEmail, InvalidStatusTransition
from shared.customers.search import search_row
from shared.customers.tables import customer_search, customers, number_series
from shared.customers.values import CustomerStatus
from shared.store import Store, Versions

NEXT_IN_SEQUENCE = select(Sequence("CustomerNumbers").next_value())
COUNT_UP = (
    update(number_series)
    .where(number_series.c.Name == "customers")
    .values(Latest=number_series.c.Latest + 1)
    .returning(number_series.c.Latest)
)
ADD_SEARCH_ROW = insert(customer_search)
HOLD_CONTACTS = (
    update(customers)
    .where(
        customers.c.Id == bindparam("customer"),
        customers.c.Status != CustomerStatus.ARCHIVED,
        customers.c.IsDeleted == false(),
    )
    .values(ContactsVersion=customers.c.ContactsVersion + 1)
)
CONTACTS_VERSION = select(customers.c.ContactsVersion).where(customers.c.Id == bindparam("customer"))
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

    def hold_contacts(self, customer_id: UUID) -> int:
        """Holds a customer's contacts still for the rest of the transaction; returns the next version of their book.

        One statement checks and locks: concurrent changes of one customer's contacts follow one another, and none
        reaches a customer that is archived or gone. Raises CustomerNotFound, InvalidStatusTransition.
        """
        if self.session.execute(HOLD_CONTACTS, {"customer": customer_id}).rowcount == 0:  # type: ignore[attr-defined]
            self.get(customer_id)
            raise InvalidStatusTransition("The customer is archived and can no longer be changed.")
        return int(self.session.execute(CONTACTS_VERSION, {"customer": customer_id}).scalar_one())

    def index_contacts(self, customer_id: UUID, contact_words: str) -> None:
        """Makes a customer findable by its contacts' words."""
        self.session.execute(CHANGE_SEARCH_ROW, {"customer": customer_id, "ContactWords": contact_words})

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
