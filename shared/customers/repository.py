"""Customers by identity, their numbers, and the search row each keeps beside it."""

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from sqlalchemy import Sequence, and_, bindparam, false, insert, select, update

from shared.customers.model import Customer, CustomerNotFound, DuplicateCustomerEmail, InvalidStatusTransition
from shared.customers.search import search_row
from shared.customers.tables import customer_contact_info, customer_search, customers, number_series
from shared.customers.values import CustomerStatus, name_key
from shared.kernel.text import fold, sort_key
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.repository import Store, Versions

NEXT_IN_SEQUENCE = select(Sequence("CustomerNumbers").next_value())
COUNT_UP = (
    update(number_series)
    .where(number_series.c.Name == "customers")
    .values(Latest=number_series.c.Latest + 1)
    .returning(number_series.c.Latest)
)
ADD_SEARCH_ROW = insert(customer_search)
LIVE = and_(customers.c.Status != CustomerStatus.ARCHIVED, customers.c.IsDeleted == false())
COUNT_CHANGE = update(customers).values(ContactsVersion=customers.c.ContactsVersion + 1)
LOCK_CONTACTS = COUNT_CHANGE.where(customers.c.Id == bindparam("customer"), LIVE)
THESE = in_values(customers.c.Id, "customers")
LOCK_CONTACTS_OF = COUNT_CHANGE.where(THESE, LIVE)
WITH_IDS = select(customers.c.Id).where(THESE, LIVE)
WITH_NUMBERS = select(customers.c.Id, customers.c.CustomerNumber).where(
    in_values(customers.c.CustomerNumber, "numbers"), LIVE
)
WITH_NAMES = (
    select(customer_search.c.CustomerId, customer_search.c.SortName)
    .where(in_values(customer_search.c.SortName, "names"), customer_search.c.Status != CustomerStatus.ARCHIVED)
    .order_by(customer_search.c.Number.desc())
)
CONTACTS_VERSIONS = select(customers.c.Id, customers.c.ContactsVersion).where(THESE, LIVE)
CONTACTS_VERSION = select(customers.c.ContactsVersion).where(customers.c.Id == bindparam("customer"))
CHANGE_SEARCH_ROW = update(customer_search).where(customer_search.c.CustomerId == bindparam("customer"))


class CustomerRepository(Store[Customer]):
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

    def lock_contacts(self, customer_id: UUID) -> int:
        """Holds a customer's contacts still for the rest of the transaction; returns the next version of their book.

        One statement checks and locks: concurrent changes of one customer's contacts follow one another, and none
        reaches a customer that is archived or gone. Raises CustomerNotFound, InvalidStatusTransition.
        """
        if self.session.execute(LOCK_CONTACTS, {"customer": customer_id}).rowcount == 0:  # type: ignore[attr-defined]
            self.get(customer_id)
            raise InvalidStatusTransition("The customer is archived and can no longer be changed.")
        return int(self.session.execute(CONTACTS_VERSION, {"customer": customer_id}).scalar_one())

    def lock_contacts_of(self, customer_ids: Collection[UUID]) -> dict[UUID, int]:
        """As `lock_contacts`, for many: the versions by customer, without those that are archived or gone."""
        if not customer_ids:
            return {}
        # in one order, so that two imports seldom lock each other out
        self.session.execute(LOCK_CONTACTS_OF, {"customers": sorted(customer_ids)})
        return self.contacts_versions_of(customer_ids)

    def contacts_versions_of(self, customer_ids: Collection[UUID]) -> dict[UUID, int]:
        """The versions of these customers' books, as they are, without those that are archived or gone."""
        return dict(self.session.execute(CONTACTS_VERSIONS, {"customers": list(customer_ids)}).all())

    def identified(self, *, ids: Collection[UUID], numbers: Collection[str], names: Collection[str]) -> dict[str, UUID]:
        """The customers meant by these ids, numbers and company names, by id, number or `name_key(name)`."""
        wanted = {sort_key(name) for name in names}
        found = {str(id): id for id in self.session.scalars(WITH_IDS, {"customers": ids})} if ids else {}
        if numbers:
            rows = self.session.execute(WITH_NUMBERS, {"numbers": numbers})
            found |= {number: id for id, number in rows.all()}
        if wanted:  # of several, the oldest
            rows = self.session.execute(WITH_NAMES, {"names": list(wanted)})
            found |= {name_key(name): id for id, name in rows.all()}
        return found

    def email_is_taken(self, email: str) -> bool:
        """Whether a live customer has this primary e-mail address."""
        taken = select(customer_contact_info.c.Id).where(customer_contact_info.c.LiveEmailKey == fold(email))
        return self.session.execute(taken).first() is not None

    def index_contacts(self, contact_words: Mapping[UUID, str]) -> None:
        """Makes customers findable by their contacts' words."""
        rows = [{"customer": id, "ContactWords": text} for id, text in contact_words.items()]
        if rows:
            self.session.execute(CHANGE_SEARCH_ROW, rows)

    def write_changes(self) -> None:
        """Keeps the search row in step with its customer, in the same transaction."""
        for customer in self.seen:
            if not customer.pending_events:
                continue
            row = search_row(customer)
            if customer.pending_events[0].sequence == 1:
                self.session.execute(ADD_SEARCH_ROW, {"Number": customer.number, "CustomerId": customer.id, **row})
            else:
                self.session.execute(CHANGE_SEARCH_ROW, {"customer": customer.id, **row})
