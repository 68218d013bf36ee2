"""Whose contact a row describes: its customer, found or made, and the contacts it belongs to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from shared.contacts import services as contacts
from shared.contacts.model import CustomerContacts
from shared.customers import identity, services as customers
from shared.customers.errors import CustomerNotFound, DuplicateCustomerEmail
from shared.customers.values import name_key
from shared.imports.contact_parsing import ParsedContact
from shared.imports.model import ContactImport
from shared.imports.repository import ImportRepository
from shared.imports.values import RowError, UnknownCustomer
from shared.kernel.text import fitting, fold
from shared.platform.application.unit_of_work import UnitOfWork

type Known = Mapping[str, UUID]
"""Customers by what rows say of them: id, number, or name as `name_key`."""
type Match = CustomerContacts | RowError

NO_SUCH_CUSTOMER = RowError(CustomerNotFound.code, None, "There is no such customer")
NO_CUSTOMER_NAMED = RowError(CustomerNotFound.code, None, "The row names no customer")
CUSTOMER_GONE = RowError(CustomerNotFound.code, None, "The customer is archived or gone")
EMAIL_TAKEN = RowError(DuplicateCustomerEmail.code, None, "The new customer's e-mail address is another's")


class CustomerMatcher:
    """Matches the rows of one chunk. In a dry run nobody is registered and no contacts are locked."""

    def __init__(self, leased: ContactImport, known: Known, uow: UnitOfWork) -> None:
        self._import, self._uow = leased, uow
        self.known = dict(known)
        self._taken: Collection[str] = ()
        self._numbers: Iterator[int] = iter(())
        self.new_customers: set[int] = set()
        """The rows that brought their customers along."""

    def match(self, rows: Sequence[ParsedContact]) -> dict[int, Match]:
        """For each row the contacts it belongs to, or why there are none."""
        known = self.known
        known |= identity.match_customers(
            self._uow.session,
            ids={one.customer_id for one in rows if one.customer_id and str(one.customer_id) not in known},
            numbers={one.customer_number for one in rows if one.customer_number and one.customer_number not in known},
            names={one.company_name for one in rows if one.company_name and name_key(one.company_name) not in known},
        )
        if self._import.on_unknown_customer is UnknownCustomer.CREATE:
            names = {name_key(one.company_name) for one in rows if one.company_name}
            self._prepare(names - known.keys(), rows)
        targets = {one.row.number: self._customer(one) for one in rows}
        if self.new_customers and not self._import.dry_run:
            self._uow.flush()
        emails = {fold(one.details.email) for one in rows}
        opened = self._contacts_of({target for target in targets.values() if isinstance(target, UUID)}, emails)
        return {
            number: opened.get(target, CUSTOMER_GONE) if isinstance(target, UUID) else target
            for number, target in targets.items()
        }

    def _prepare(self, names: Collection[str], rows: Sequence[ParsedContact]) -> None:
        """Asks once for what each new customer of the chunk needs: whether its address is taken, and a number."""
        if names:
            self._taken = identity.emails_taken(self._uow.session, {fold(one.details.email) for one in rows})
        if not self._import.dry_run:
            self._numbers = customers.numbers_for(self._uow, len(names))

    def _contacts_of(self, ids: set[UUID], emails: set[str]) -> dict[UUID, CustomerContacts]:
        if not self._import.dry_run:
            return contacts.open_contacts_of(self._uow, ids, emails=emails)
        simulated = self._uow.repository(ImportRepository).simulated(self._import.id, ids)
        unborn = {id: 0 for id in ids if id.version == BY_NAME and str(id) in self.known}
        versions = customers.contacts_versions_of(self._uow.session, ids) | unborn
        return contacts.simulate_contacts_of(self._uow, versions, emails=emails, simulated=simulated)

    def _customer(self, one: ParsedContact) -> UUID | RowError:
        """The customer a row means. The most exact word counts: id, number, name, the import's own customer."""
        if exact := one.customer_id or one.customer_number:
            return self.known.get(str(exact), NO_SUCH_CUSTOMER)
        if one.company_name:
            if found := self.known.get(name_key(one.company_name)):
                return found
            if self._import.on_unknown_customer is UnknownCustomer.FAIL:
                return NO_SUCH_CUSTOMER
            return self._new_customer(one, one.company_name)
        return self._import.customer_id or NO_CUSTOMER_NAMED

    def _new_customer(self, one: ParsedContact, name: str) -> UUID | RowError:
        email, simulated = one.details.email, uuid5(self._import.id, name_key(name))
        if str(simulated) in self.known:
            return simulated
        if fold(email) in self._taken or _email(email) in self.known:
            return EMAIL_TAKEN
        self.new_customers.add(one.row.number)
        if self._import.dry_run:
            made = simulated
            self.known[str(simulated)] = simulated
        else:
            made = customers.register_small_business(self._uow, next(self._numbers), fitting(name, 200), email)
        self.known[name_key(name)] = self.known[_email(email)] = made
        return made


BY_NAME = 5
"""The version of ids that are made of names: those of customers that a dry run simulates."""


def known_from_dry_run(simulated: Mapping[UUID, str]) -> Known:
    """What later rows must know of customers an interrupted dry run has simulated (id → e-mail)."""
    return {str(id): id for id in simulated} | {_email(email): id for id, email in simulated.items()}


def _email(address: str) -> str:
    return f"email {fold(address)}"
