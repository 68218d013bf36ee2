"""Customers by identity, their numbers, and the search row each keeps beside it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session, make_transient_to_detached

from shared.customers.cache import SEARCHES, profile_key
from shared.customers.errors import CustomerNotFound
from shared.customers.mapping import CUSTOMER
from shared.customers.model import Customer
from shared.customers.newcomers import Newcomer
from shared.customers.search import SHOWN, search_row
from shared.customers.tables import (
    customer_contact_info,
    customer_preferences,
    customer_search,
    customers,
    hidden_customers,
)
from shared.kernel.events import Entity
from shared.kernel.ids import new_id
from shared.platform.persistence.aliases import RowValues
from shared.platform.persistence.bulk import insert_rows
from shared.platform.persistence.number_series import NumberSeries
from shared.platform.persistence.repository import AggregateRepository, Versions

NUMBERS = NumberSeries("customers", "CustomerNumbers")
INFO, CHOICES = customer_contact_info, customer_preferences
PARTS = (customers, INFO, CHOICES, customer_search)
"""Where the rows of a customer stand, in the order to insert them."""
CHANGE_SEARCH_ROW = update(customer_search).where(customer_search.c.CustomerId == bindparam("customer"))
DROP_SEARCH_ROW = delete(customer_search).where(customer_search.c.CustomerId == bindparam("customer"))
HIDE = insert(hidden_customers).from_select(
    ["CustomerId"],
    select(customers.c.Id).where(
        customers.c.Id == bindparam("customer"),
        ~select(hidden_customers.c.CustomerId).where(hidden_customers.c.CustomerId == customers.c.Id).exists(),
    ),
)


UNHIDE = delete(hidden_customers).where(hidden_customers.c.CustomerId == bindparam("customer"))


class CustomerRepository(AggregateRepository[Customer]):
    kind, not_found, shown_in = Customer, CustomerNotFound, frozenset({SEARCHES})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._new: list[Customer] = []
        self._newcomers: list[tuple[Newcomer, Mapping[str, RowValues]]] = []

    def get(self, id: UUID, *, expecting: Versions = None) -> Customer:
        """As of any aggregate; an erased customer is gone."""
        customer = super().get(id, expecting=expecting)
        if customer.is_deleted:
            raise CustomerNotFound(id)
        return customer

    def add(self, aggregate: Customer) -> Customer:
        """Keeps a new customer. Its rows are inserted without the session, for which that is far more work."""
        self._new.append(aggregate)
        return self._keep(aggregate)

    def add_newcomer(self, newcomer: Newcomer, rows: Mapping[str, RowValues]) -> None:
        """Keeps a customer that a list brought along, and its rows by table, until they are inserted."""
        self._newcomers.append((newcomer, rows))

    def entities(self) -> Iterable[Entity]:  # type: ignore[override]
        return (*self._known.values(), *(newcomer for newcomer, _ in self._newcomers))

    def insert_new(self) -> None:
        new, self._new = self._new, []
        self._newcomers = [one for one in self._newcomers if one[0].pending_events]  # whose rows are not inserted yet
        rows = {table.name: [each[table.name] for _, each in self._newcomers] for table in PARTS}
        for customer in new:
            written = CUSTOMER.written(customer)
            written[customers.name]["ContactsVersion"] = 0
            for table, attribute in ((INFO, "_contact_info_id"), (CHOICES, "_preferences_id")):
                written[table.name] |= {"Id": (id := new_id()), "CustomerId": customer.id}
                setattr(customer, attribute, id)
            for name, row in written.items():
                rows[name].append(row)
            rows[customer_search.name].append(
                {"Number": customer.number, "CustomerId": customer.id, **search_row(customer)}
            )
        for table in PARTS:
            insert_rows(self.session, table, rows[table.name])
        for customer in new:  # from here on the session sees what changes
            make_transient_to_detached(customer)
            self.session.add(customer)

    def next_number(self) -> int:
        """The next customer number: unique under any concurrency, gaps allowed."""
        return self.next_numbers(1)[0]

    def next_numbers(self, count: int) -> Sequence[int]:
        """As `next_number`, so many."""
        return NUMBERS.take(self.session, count)

    def write_changes(self) -> None:
        """Keeps the search row in step with its customer, and lists without it, in the same transaction."""
        for customer in self._known.values():
            if customer.is_deleted:
                self.session.execute(DROP_SEARCH_ROW, {"customer": customer.id})
            changed = {path for one in customer.pending_events if one.sequence > 1 for path in one.changes}
            if customer.pending_events and customer.is_hidden:
                self.session.execute(HIDE, {"customer": customer.id})
            elif "status" in changed:
                self.session.execute(UNHIDE, {"customer": customer.id})
            if changed & SHOWN:
                self.session.execute(CHANGE_SEARCH_ROW, {"customer": customer.id, **search_row(customer)})

    def cache_keys(self) -> Mapping[str, int]:
        return {profile_key(customer.id): customer.version for customer in self._known.values()}
