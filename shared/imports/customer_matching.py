"""Whose contact a row describes: its customer, found or made, and the book the contact belongs into."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from shared.contacts.model import CustomerContacts
from shared.customers.commands import RegisterCustomer, register_customer
from shared.customers.model import CustomerNotFound, DuplicateCustomerEmail
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile, name_key
from shared.imports.contact_parsing import ParsedContact
from shared.imports.model import ContactImport
from shared.imports.values import RowError, UnknownCustomer
from shared.kernel.text import fold
from shared.platform.application.unit_of_work import UnitOfWork

type Known = Mapping[str, UUID]
"""Customers by what rows say of them: id, number, or name as `name_key`."""
type Place = CustomerContacts | RowError

NONE_SUCH = RowError(CustomerNotFound.code or "", None, "There is no such customer")
NONE_NAMED = RowError(CustomerNotFound.code or "", None, "The row names no customer")
GONE = RowError(CustomerNotFound.code or "", None, "The customer is archived or gone")
TAKEN = RowError(DuplicateCustomerEmail.code or "", None, "The new customer's e-mail address is another's")


class CustomerMatcher:
    """Places the rows of one chunk. In a dry run nobody is registered and no book is held."""

    def __init__(self, held: ContactImport, known: Known, uow: UnitOfWork) -> None:
        self._held, self._uow = held, uow
        self.known = dict(known)
        self.new_customers: set[int] = set()
        """The rows that brought their customers along."""

    def places(self, candidates: Sequence[ParsedContact]) -> dict[int, Place]:
        """For each row the book its contact belongs into, or why there is none."""
        known = self.known
        known |= self._uow.customers.identified(
            ids={one.customer_id for one in candidates if one.customer_id and str(one.customer_id) not in known},
            numbers={
                one.customer_number for one in candidates if one.customer_number and one.customer_number not in known
            },
            names={
                one.company_name for one in candidates if one.company_name and name_key(one.company_name) not in known
            },
        )
        targets = {one.row.number: self._customer(one) for one in candidates}
        if self.new_customers and not self._held.dry_run:
            self._uow.flush()
        emails = {fold(one.details.email) for one in candidates}
        books = self._books({target for target in targets.values() if isinstance(target, UUID)}, emails)
        return {
            number: books.get(target, GONE) if isinstance(target, UUID) else target
            for number, target in targets.items()
        }

    def _books(self, customers: set[UUID], emails: set[str]) -> dict[UUID, CustomerContacts]:
        customer, contacts, limit = (
            self._uow.customers,
            self._uow.contacts,
            self._uow.business.max_contacts_per_customer,
        )
        if not self._held.dry_run:
            return contacts.books_of(customer.lock_contacts_of(customers), limit=limit, emails=emails)
        imagined = self._uow.imports.imagined(self._held.id, customers)
        unborn = {id: 0 for id in customers if id.version == BY_NAME and str(id) in self.known}
        versions = customer.contacts_versions_of(customers) | unborn
        return contacts.books_of(versions, limit=limit, emails=emails, imagined=imagined)

    def _customer(self, one: ParsedContact) -> UUID | RowError:
        """The customer a row means. The most exact word counts: id, number, name, the import's own customer."""
        if exact := one.customer_id or one.customer_number:
            return self.known.get(str(exact), NONE_SUCH)
        if one.company_name:
            if found := self.known.get(name_key(one.company_name)):
                return found
            if self._held.on_unknown_customer is UnknownCustomer.FAIL:
                return NONE_SUCH
            return self._new_customer(one, one.company_name)
        return self._held.customer_id or NONE_NAMED

    def _new_customer(self, one: ParsedContact, name: str) -> UUID | RowError:
        email, imagined = one.details.email, uuid5(self._held.id, name_key(name))
        if str(imagined) in self.known:
            return imagined
        if self._uow.customers.email_is_taken(email) or _email(email) in self.known:
            return TAKEN
        self.new_customers.add(one.row.number)
        if self._held.dry_run:
            made = imagined
            self.known[str(imagined)] = imagined
        else:
            profile = Profile(name[:200], industry=None, type=CustomerType.SMALL_BUSINESS)
            command = RegisterCustomer(profile, ContactInfo(primary_email=email), Preferences())
            made = register_customer(command, self._uow).id
        self.known[name_key(name)] = self.known[_email(email)] = made
        return made


BY_NAME = 5
"""The version of ids that are made of names: those of customers that a dry run imagines."""


def founded(customers: Mapping[UUID, str]) -> Known:
    """What later rows must know of customers an interrupted dry run has imagined (id → e-mail)."""
    return {str(id): id for id in customers} | {_email(email): id for id, email in customers.items()}


def _email(address: str) -> str:
    return f"email {fold(address)}"
