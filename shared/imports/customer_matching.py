"""Whose contact a row describes: its customer, found or made, and the contacts it belongs to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from shared.contacts import services as contacts
from shared.contacts.model import CustomerContacts
from shared.customers import identity, services as customers
from shared.customers.company_names import loose_key, name_key
from shared.customers.errors import CustomerNotFound, DuplicateCustomerEmail
from shared.customers.newcomers import Newcomers
from shared.customers.values import number_in
from shared.imports.cells.cleaned import is_nothing
from shared.imports.model import AmbiguousCustomer, ContactImport
from shared.imports.parsed_contacts import ParsedContact
from shared.imports.repository import ImportRepository
from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import VALUE, RowError, UnknownCustomer, columns_of
from shared.kernel.errors import DomainError
from shared.kernel.text import email_key
from shared.platform.application.unit_of_work import UnitOfWork

type Known = Mapping[str, UUID | None]
"""Customers by what rows say of them: id, number, `name_key` or `loose_key`; None for a name that several have."""
type Match = CustomerContacts | RowError

OTHERWISE = {
    "customerId": f"There is no customer with the id {VALUE}; correct it, or leave it empty and name the customer by"
    " number or company name",
    "customerNumber": f"There is no customer with the number {VALUE}; correct it, or leave it empty and name the"
    " customer by company name",
    "companyName": f"There is no customer called {VALUE}; correct the name, or choose onUnknownCustomer=create",
}
"""What is said where a customer is not found by a field."""
NONE_NAMED = (
    "The row names no customer; fill in a column of customer numbers or company names, or choose a customerId for the"
    " whole list"
)
GONE = f"The customer {VALUE} is archived or gone; name another"
EMAIL_TAKEN = (
    f"The new customer's e-mail address {VALUE} is another customer's; name that customer, or give another address"
)
SEVERAL = f"Several customers are called {VALUE}; name the one that is meant by its customer number"


class CustomerMatcher:
    """Matches the rows of one chunk. In a dry run nobody is registered and no contacts are locked."""

    def __init__(self, leased: ContactImport, known: Known, uow: UnitOfWork) -> None:
        self._import, self._uow = leased, uow
        self.known = dict(known)
        self.warnings = Warnings()
        self._columns = columns_of(leased.mappings)
        self._guessed = frozenset(leased.understood.guessed if leased.understood else ())
        self._taken: Collection[str] = ()
        self._numbers: Iterator[int] = iter(())
        self._newcomers: Newcomers
        self.new_customers: set[int] = set()
        """The rows that brought their customers along."""

    def match(self, rows: Sequence[ParsedContact]) -> dict[int, Match]:
        """For each row the contacts it belongs to, or why there are none."""
        known = self.known
        known |= identity.match_customers(
            self._uow.session,
            ids={one.customer_id for one in rows if one.customer_id and str(one.customer_id) not in known},
            numbers={number for one in rows if (number := _number(one)) and number not in known},
            names={one.company_name for one in rows if one.company_name and loose_key(one.company_name) not in known},
        )
        if self._import.on_unknown_customer is UnknownCustomer.CREATE:
            names = {loose_key(one.company_name) for one in rows if one.company_name}
            self._prepare(names - known.keys(), rows)
        targets = {one.row.number: self._customer(one) for one in rows}
        if self.new_customers and not self._import.dry_run:
            self._uow.flush()
        emails = {email_key(one.details.email) for one in rows}
        opened = self._contacts_of({target for target in targets.values() if isinstance(target, UUID)}, emails)
        gone = {
            one.row.number: self._error(CustomerNotFound, self._named_by(one), GONE)
            for one in rows
            if isinstance(target := targets[one.row.number], UUID) and target not in opened
        }
        return {
            number: gone.get(number) or opened[target] if isinstance(target, UUID) else target
            for number, target in targets.items()
        }

    def _prepare(self, names: Collection[str], rows: Sequence[ParsedContact]) -> None:
        """Asks once for what each new customer of the chunk needs: whether its address is taken, and a number."""
        if names:
            self._taken = identity.emails_taken(self._uow.session, {email_key(one.details.email) for one in rows})
        if names and not self._import.dry_run:
            self._newcomers = Newcomers(by=self._uow.actor, at=self._uow.now)
            self._numbers = customers.numbers_for(self._uow, len(names))

    def _contacts_of(self, ids: set[UUID], emails: set[str]) -> dict[UUID, CustomerContacts]:
        if not self._import.dry_run:
            return contacts.open_contacts_of(self._uow, ids, emails=emails)
        simulated = self._uow.repository(ImportRepository).simulated(self._import.id, ids)
        unborn = {id: 0 for id in ids if id.version == BY_NAME and str(id) in self.known}
        versions = customers.contacts_versions_of(self._uow.session, ids) | unborn
        return contacts.simulate_contacts_of(self._uow, versions, emails=emails, simulated=simulated)

    def _customer(self, one: ParsedContact) -> UUID | RowError:
        """The customer a row means. The most exact word counts: id, number, name, the import's own customer.

        An id or a number that is none of ours is passed over if its column was only guessed: it may be another
        program's.
        """
        if one.customer_id:
            if found := self.known.get(str(one.customer_id)):
                return self._unless_others(found, "customerId", one)
            if not self._passes_over("customerId", str(one.customer_id), one):
                return self._error(CustomerNotFound, "customerId", OTHERWISE["customerId"])
        if one.customer_number and not (one.company_name and is_nothing(one.customer_number)):
            number = _number(one)
            if number and (found := self.known.get(number)):
                return self._unless_others(found, "customerNumber", one)
            is_ours = one.customer_number.casefold().startswith("cust")
            if is_ours or not self._passes_over("customerNumber", one.customer_number, one):
                return self._error(CustomerNotFound, "customerNumber", OTHERWISE["customerNumber"])
        if one.company_name:
            return self._called(one, one.company_name)
        return self._import.customer_id or self._error(CustomerNotFound, None, NONE_NAMED)

    def _unless_others(self, found: UUID, field: str, one: ParsedContact) -> UUID:
        """The customer that a row names most exactly. Warns if what else it says names another one."""
        number, name = _number(one) or "", one.company_name or ""
        others = {"customerNumber": self.known.get(number), "companyName": self.known.get(name_key(name))}
        said = {"customerNumber": one.customer_number, "companyName": name}
        for other, customer in others.items():
            if other != field and customer not in (None, found):
                message = f"{said[other]!r} is another customer than that of the {field}, whom the row was given to."
                self.warnings.add(WarningCode.VALUE_DROPPED, message, row=one.row, column=self._columns[other][0])
        return found

    def _called(self, one: ParsedContact, name: str) -> UUID | RowError:
        """The customer of a name: spelt so, or else with other accents, or else a new one."""
        for key_of in (name_key, loose_key):
            key = key_of(name)
            if found := self.known.get(key):
                if key_of is loose_key:
                    message = f"{name!r} differs in accents from the name of the customer that the row was given to."
                    column = self._columns["companyName"][0]
                    self.warnings.add(WarningCode.VALUE_CHANGED, message, row=one.row, column=column)
                return found
            if key in self.known:
                return self._error(AmbiguousCustomer, "companyName", SEVERAL)
        if self._import.on_unknown_customer is UnknownCustomer.FAIL:
            return self._error(CustomerNotFound, "companyName", OTHERWISE["companyName"])
        return self._new_customer(one, name)

    def _passes_over(self, field: str, value: str, one: ParsedContact) -> bool:
        if field not in self._guessed or not (one.company_name or self._import.customer_id):
            return False
        message = f"{value!r} is none of our customers; the row's customer was found by what else it says."
        self.warnings.add(WarningCode.VALUE_DROPPED, message, row=one.row, column=self._columns[field][0])
        return True

    def _named_by(self, one: ParsedContact) -> str | None:
        """The field that a row names its customer by."""
        named = {
            "customerId": one.customer_id,
            "customerNumber": one.customer_number,
            "companyName": one.company_name,
        }
        return next((field for field, value in named.items() if value), None)

    def _error(self, kind: type[DomainError], field: str | None, message: str) -> RowError:
        return RowError(kind.code, self._columns[field][0] if field else None, message)

    def _new_customer(self, one: ParsedContact, name: str) -> UUID | RowError:
        email, simulated = one.details.email, uuid5(self._import.id, loose_key(name))
        if str(simulated) in self.known:
            return simulated
        if email_key(email) in self._taken or _email(email) in self.known:
            return self._error(DuplicateCustomerEmail, "email", EMAIL_TAKEN)
        self.new_customers.add(one.row.number)
        if self._import.dry_run:
            made = simulated
            self.known[str(simulated)] = simulated
        else:
            made = customers.register_small_business(self._uow, self._newcomers, next(self._numbers), name, email)
        self.known[name_key(name)] = self.known[loose_key(name)] = self.known[_email(email)] = made
        return made


BY_NAME = 5
"""The version of ids that are made of names: those of customers that a dry run simulates."""


def known_from_dry_run(simulated: Mapping[UUID, str]) -> Known:
    """What later rows must know of customers an interrupted dry run has simulated (id → e-mail)."""
    return {str(id): id for id in simulated} | {_email(email): id for id, email in simulated.items()}


def _number(one: ParsedContact) -> str | None:
    """The number a row names its customer by, as we spell it."""
    return number_in(one.customer_number) if one.customer_number else None


def _email(address: str) -> str:
    return f"email {email_key(address)}"
