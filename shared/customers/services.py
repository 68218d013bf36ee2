"""What other concepts may do with customers inside their own unit of work."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from sqlalchemy import and_, bindparam, false, or_, select, update
from sqlalchemy.orm import Session

from shared.customers.errors import CustomerMerging
from shared.customers.identity import KNOWN, LIVE, ONE, THESE, WITH_IDS
from shared.customers.mapping import CUSTOMER, ONE_CUSTOMER, WHOLE_CUSTOMERS
from shared.customers.model import Customer
from shared.customers.newcomers import Newcomers
from shared.customers.repository import CHANGE_SEARCH_ROW, CustomerRepository
from shared.customers.search import email_terms, search_row
from shared.customers.search_phones import phone_forms
from shared.customers.search_words import indexed_words
from shared.customers.tables import customers
from shared.customers.values import ContactInfo, CustomerStatus, Preferences
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.streams import destroy_key
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.constraints import ConcurrentChange

COUNT_CHANGE = update(customers).values(ContactsVersion=customers.c.ContactsVersion + 1)
LOCK_CONTACTS = COUNT_CHANGE.where(ONE, LIVE)
LOCK_CONTACTS_EVEN_MERGING = COUNT_CHANGE.where(ONE, KNOWN)
LOCK_CONTACTS_EVEN_ARCHIVED = COUNT_CHANGE.where(ONE, customers.c.IsDeleted == false())
FENCE = update(customers).values(RowVersion=customers.c.RowVersion)
HOLD = FENCE.where(ONE, LIVE)
HOLD_EVEN_MERGING = FENCE.where(ONE, KNOWN)
HOLD_THESE = FENCE.where(THESE, LIVE)
HOLD_ALL = FENCE.where(THESE)
HOLD_EVEN_ARCHIVED = FENCE.where(ONE, customers.c.IsDeleted == false())
HOLD_MERGING = FENCE.where(ONE, customers.c.MergingIntoCustomerId == bindparam("target"))
IN_MERGE = (
    select(customers.c.Id)
    .where(
        or_(
            and_(ONE, customers.c.MergingIntoCustomerId.is_not(None)),
            customers.c.MergingIntoCustomerId == bindparam("customer"),
        )
    )
    .limit(1)
)
INTERACTED = (
    update(customers)
    .where(customers.c.Id == bindparam("customer"), customers.c.LastActivityAt < bindparam("at", type_=UtcDateTime()))
    .values(LastActivityAt=bindparam("at", type_=UtcDateTime()))
)
LOCK_CONTACTS_OF = COUNT_CHANGE.where(THESE, LIVE)
CONTACTS_VERSION = select(customers.c.ContactsVersion).where(ONE)
CONTACTS_VERSIONS = select(customers.c.Id, customers.c.ContactsVersion).where(THESE, LIVE)


def lock_contacts(
    uow: UnitOfWork, customer_id: UUID, *, even_archived: bool = False, even_merging: bool = False
) -> int:
    """Locks a customer's contacts for the rest of the transaction; returns their next version.

    One statement checks and locks: concurrent changes of one customer's contacts follow one another, and none
    reaches a customer that is archived or gone. Raises CustomerNotFound, CustomerArchived, CustomerMerging.
    """
    lock = LOCK_CONTACTS_EVEN_MERGING if even_merging else LOCK_CONTACTS
    lock = LOCK_CONTACTS_EVEN_ARCHIVED if even_archived else lock
    if uow.session.connection().execute(lock, {"customer": customer_id}).rowcount == 0:
        _refuse(uow, customer_id)
    return int(uow.session.execute(CONTACTS_VERSION, {"customer": customer_id}).scalar_one())


class Erased(NamedTuple):
    """Who was erased."""

    name: str
    addresses: tuple[str, ...]
    merged_from: tuple[UUID, ...]
    """The archived customers that were merged into it: they are the same, and go with it."""


def erase(uow: UnitOfWork, customer_id: UUID) -> Erased:
    """Erases a customer, archived or not; its contacts stay locked.

    Raises CustomerNotFound, CustomerMerging.
    """
    customer = uow.repository(CustomerRepository).lock(customer_id)
    refuse_in_merge(uow.session, customer_id)
    merged = tuple(map(UUID, customer.merged_from or ()))
    erased = Erased(customer.profile.company_name, customer.contact_info.addresses, merged)
    customer.erase(by=uow.actor, at=uow.now)
    destroy_key(uow.session, customer_id)
    return erased


def hold(uow: UnitOfWork, customer_id: UUID, *, even_archived: bool = False, even_merging: bool = False) -> None:
    """Fences what a command only reads of a customer: until it commits nobody changes it, and it is not gone.

    Every command that writes a row of a customer's holds it, or locks its contacts, or changes it. Raises
    CustomerNotFound, CustomerArchived, CustomerMerging. What comes from outside is written `even_merging`: the merge's
    last step takes it along.
    """
    fence = HOLD_EVEN_ARCHIVED if even_archived else HOLD_EVEN_MERGING if even_merging else HOLD
    if uow.session.connection().execute(fence, {"customer": customer_id}).rowcount == 0:
        _refuse(uow, customer_id)


def hold_present[T](uow: UnitOfWork, find: Callable[[], tuple[UUID, T]]) -> tuple[UUID, T]:
    """Whoever `find` says has something, held even if archived, and what else it says. Raises CustomerNotFound.

    While its customer is waited for, a merge may give the thing to another.
    """
    found = find()
    hold(uow, found[0], even_archived=True)
    while (now := find()) != found:
        found = now
        hold(uow, found[0], even_archived=True)
    return found


def _refuse(uow: UnitOfWork, customer_id: UUID) -> NoReturn:
    """Says why a customer can't be held. Raises CustomerNotFound, CustomerArchived, CustomerMerging."""
    uow.repository(CustomerRepository).get(customer_id).refuse_if_archived()
    raise ConcurrentChange  # it can be, by now


def lock(uow: UnitOfWork, customer_id: UUID) -> Customer:
    """A customer, locked for the rest of the transaction. Raises CustomerNotFound."""
    return uow.repository(CustomerRepository).lock(customer_id)


def hold_merging(uow: UnitOfWork, source_id: UUID, target_id: UUID) -> None:
    """As `hold`, of a customer that is being merged: what moves its rows does so under this lock."""
    fence = {"customer": source_id, "target": target_id}
    if uow.session.connection().execute(HOLD_MERGING, fence).rowcount == 0:
        raise AssertionError(f"{source_id} is not being merged into {target_id}")


def refuse_in_merge(session: Session, customer_id: UUID) -> None:
    """Raises CustomerMerging if a customer, which is locked, takes part in a merge that is not done."""
    if is_in_merge(session, customer_id):
        raise CustomerMerging


def is_in_merge(session: Session, customer_id: UUID) -> bool:
    """Whether a customer takes part in a merge that is not done."""
    return session.execute(IN_MERGE, {"customer": customer_id}).first() is not None


def hold_live(uow: UnitOfWork, customer_ids: Collection[UUID]) -> set[UUID]:
    """As `hold`, for many; returns those that are neither archived nor gone."""
    hold_these(uow, customer_ids)
    return set(uow.session.scalars(WITH_IDS, {"customers": sorted(customer_ids)}))


def hold_these(uow: UnitOfWork, customer_ids: Collection[UUID]) -> None:
    """As `hold`, for many; those that are archived or gone are passed over."""
    uow.session.connection().execute(HOLD_THESE, {"customers": sorted(customer_ids)})


class HeldCustomer(NamedTuple):
    """A customer as it is until the commit, to be read."""

    id: UUID
    status: CustomerStatus
    contact_info: ContactInfo
    preferences: Preferences
    merging_into: UUID | None
    """Who has its contacts already, perhaps."""


def held(uow: UnitOfWork, customer_id: UUID, *, even_merging: bool = False) -> HeldCustomer:
    """As `hold`; returns what is known. Without the repository, which would have every cached search forgotten.

    `even_merging`: what was accepted before a merge began is carried out meanwhile.
    """
    hold(uow, customer_id, even_merging=even_merging)
    one = CUSTOMER.shown(uow.session.connection().execute(ONE_CUSTOMER, {"id": customer_id}).one())
    return HeldCustomer(one.id, one.status, one.contact_info, one.preferences, one.merging_into_customer_id)


def interacted(uow: UnitOfWork, customer_id: UUID) -> None:
    """Something passed between the customer and us: its inactivity clock starts anew. The customer must be held."""
    uow.session.connection().execute(INTERACTED, {"customer": customer_id, "at": uow.now})


def lock_contacts_of(uow: UnitOfWork, customer_ids: Collection[UUID]) -> dict[UUID, int]:
    """As `lock_contacts`, for many: the versions by customer, without those that are archived or gone."""
    if not customer_ids:
        return {}
    # in one order, so that two imports seldom lock each other out
    uow.session.execute(LOCK_CONTACTS_OF, {"customers": sorted(customer_ids)})
    return contacts_versions_of(uow.session, customer_ids)


def contacts_versions_of(session: Session, customer_ids: Collection[UUID]) -> dict[UUID, int]:
    """The versions of these customers' contacts as they are, without customers that are archived or gone."""
    return dict(session.execute(CONTACTS_VERSIONS, {"customers": list(customer_ids)}).all())


def index_contacts(uow: UnitOfWork, words: Mapping[UUID, str]) -> None:
    """Makes customers findable by their contacts' words."""
    rows = [{"customer": id, "ContactWords": text} for id, text in words.items()]
    if rows:
        uow.session.execute(CHANGE_SEARCH_ROW, rows)


def index_anew(uow: UnitOfWork, customer_ids: Collection[UUID]) -> None:
    """Makes what customers themselves are found by anew; nobody changes them until the commit."""
    these = {"customers": sorted(customer_ids)}
    uow.session.connection().execute(HOLD_ALL, these)
    known: list[Any] = [
        CUSTOMER.shown(row) for row in uow.session.connection().execute(WHOLE_CUSTOMERS.where(THESE), these)
    ]
    rows = [{"customer": one.id, **search_row(one)} for one in known if not one.is_deleted]
    if rows:
        uow.session.execute(CHANGE_SEARCH_ROW, rows)


def search_terms(*, names: str, email: str, phone: str | None) -> list[str]:
    """What a customer is found by that has somebody with these about it."""
    return [*indexed_words(names), *email_terms(email), *(phone_forms(phone) if phone else ())]


def numbers_for(uow: UnitOfWork, count: int) -> Iterator[int]:
    """Numbers for so many new customers; those that are not used stay unused."""
    return iter(uow.repository(CustomerRepository).next_numbers(count) if count else ())


def register_small_business(uow: UnitOfWork, newcomers: Newcomers, number: int, name: str, email: str) -> UUID:
    """Registers a customer of whom only its name and an address are known, with a number of `numbers_for`."""
    newcomer, rows = newcomers.registered(number, name, email)
    uow.repository(CustomerRepository).add_newcomer(newcomer, rows)
    return newcomer.id
