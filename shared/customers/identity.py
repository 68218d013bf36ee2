"""Which customers an id, a number, a name or an address means: also the id of one that was merged into another."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, bindparam, false, or_, select
from sqlalchemy.orm import Session

from shared.customers.company_names import loose_key, name_key, spellings
from shared.customers.tables import customer_contact_info, customer_search, customers
from shared.customers.values import CustomerStatus
from shared.kernel.text import email_key
from shared.platform.persistence.bulk import in_values

KNOWN = and_(customers.c.Status != CustomerStatus.ARCHIVED, customers.c.IsDeleted == false())
LIVE = and_(KNOWN, customers.c.MergingIntoCustomerId.is_(None))
"""Whoever takes changes: neither archived, nor erased, nor being merged into another."""
THESE = in_values(customers.c.Id, "customers")
ONE = customers.c.Id == bindparam("customer")
TOGETHER = (
    select(customers.c.Id)
    .where(
        or_(
            ONE,
            customers.c.Id == bindparam("target"),
            customers.c.MergedIntoCustomerId == bindparam("target"),
        )
    )
    .order_by(customers.c.Id)
)
BECOMES = select(customers.c.Id).where(
    ONE,
    or_(
        customers.c.MergedIntoCustomerId == bindparam("target"),
        customers.c.MergingIntoCustomerId == bindparam("target"),
    ),
)
STANDS_FOR = select(customers.c.MergedIntoCustomerId).where(ONE)
info = customer_contact_info.c
OWN = select(customers.c.Id).join(customer_contact_info, info.CustomerId == customers.c.Id).where(KNOWN)
MOST_FOUND = 1_000
"""Of an address: a switchboard's number may be many customers'."""
WITH_PHONE = OWN.where(or_(info.PrimaryPhone == bindparam("phone"), info.SecondaryPhone == bindparam("phone"))).limit(
    MOST_FOUND
)
WITH_EMAIL = OWN.where(or_(info.LiveEmailKey == bindparam("key"), info.SecondaryEmail == bindparam("email"))).limit(
    MOST_FOUND
)
WITH_IDS = select(customers.c.Id).where(THESE, LIVE)
NUMBERED = in_values(customers.c.CustomerNumber, "numbers")
WITH_NUMBERS = select(customers.c.Id, customers.c.CustomerNumber).where(NUMBERED, LIVE)
MERGED = and_(customers.c.MergedIntoCustomerId.is_not(None), customers.c.IsDeleted == false())
MERGED_IDS = select(customers.c.Id, customers.c.MergedIntoCustomerId).where(THESE, MERGED)
MERGED_NUMBERS = select(customers.c.CustomerNumber, customers.c.MergedIntoCustomerId).where(NUMBERED, MERGED)
TAKEN = select(customer_contact_info.c.LiveEmailKey).where(in_values(customer_contact_info.c.LiveEmailKey, "emails"))
WITH_NAMES = (
    select(customers.c.Id, customers.c.CompanyName, customer_search.c.Status)
    .join(customers, customers.c.Id == customer_search.c.CustomerId)
    .where(in_values(customer_search.c.SortName, "names"), customer_search.c.Status != CustomerStatus.ARCHIVED)
)


def standing_for(session: Session, customer_id: UUID) -> UUID:
    """Whom a customer's id stands for: itself, or the one it was merged into."""
    return session.scalar(STANDS_FOR, {"customer": customer_id}) or customer_id


def becomes(session: Session, customer_id: UUID, other: UUID) -> bool:
    """Whether a customer was merged into another, or is being merged: what was its may be that one's."""
    return session.execute(BECOMES, {"customer": customer_id, "target": other}).first() is not None


def standing_together(session: Session, customer_id: UUID) -> list[UUID]:
    """All ids under which something of a customer may stand: its own first, then those it was merged with."""
    both = {"customer": customer_id, "target": standing_for(session, customer_id)}
    return [customer_id, *(id for id in session.scalars(TOGETHER, both) if id != customer_id)]


def with_phone(session: Session, phone: str) -> list[UUID]:
    """The live customers that have this number as their own."""
    return list(session.scalars(WITH_PHONE, {"phone": phone}))


def with_email(session: Session, email: str) -> list[UUID]:
    """The live customers that have this address as their own, however it is spelt."""
    return list(session.scalars(WITH_EMAIL, {"key": email_key(email), "email": email}))


def match_customers(
    session: Session, *, ids: Collection[UUID], numbers: Collection[str], names: Collection[str]
) -> dict[str, UUID | None]:
    """The customers meant by these ids, numbers and company names.

    They are found by id, number, `name_key(name)` and `loose_key(name)`. A name that several active customers have,
    or several others and no active one, means none of them: None.
    """
    wanted = set[str]().union(*map(spellings, names))
    found: dict[str, UUID | None] = {}
    if ids:  # an old id or number means whoever it stands for
        found |= {str(id): to for id, to in session.execute(MERGED_IDS, {"customers": ids})}
        found |= {str(id): id for id in session.scalars(WITH_IDS, {"customers": ids})}
    if numbers:
        found |= dict(session.execute(MERGED_NUMBERS, {"numbers": numbers}).all())
        found |= {number: id for id, number in session.execute(WITH_NUMBERS, {"numbers": numbers})}
    if wanted:
        called: dict[str, dict[bool, list[UUID]]] = {}
        for id, name, status in session.execute(WITH_NAMES, {"names": list(wanted)}):
            for key in (name_key(name), loose_key(name)):
                called.setdefault(key, {}).setdefault(status == CustomerStatus.ACTIVE, []).append(id)
        for key, by_activity in called.items():
            best = by_activity.get(True) or by_activity[False]
            found[key] = best[0] if len(best) == 1 else None
    return found


def emails_taken(session: Session, emails: Collection[str]) -> set[str]:
    """Which of these addresses, in comparison form, are the primary ones of live customers."""
    if not emails:
        return set()
    return set(session.scalars(TAKEN, {"emails": emails}))
