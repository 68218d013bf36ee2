"""How communications are erased: with their customer; a contact's by themselves, and their names in meetings."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from shared.communications.cache import histories_of
from shared.communications.model import mail_id
from shared.communications.tables import address_bounces, communications
from shared.platform.app import App
from shared.platform.erasure import AT_ONCE, NotYet, Person, Store
from shared.platform.messaging.streams import destroy_key, replace_key
from shared.platform.persistence.aliases import AnySelect
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.database_clock import DatabaseNow
from shared.suppression.services import Marker

c, b = communications.c, address_bounces.c
OF_CUSTOMER = select(c.Id, c.Sequence).where(c.CustomerId == bindparam("customer")).order_by(c.Id).limit(AT_ONCE)
OF_CONTACT = OF_CUSTOMER.where(c.ContactId == bindparam("contact"))
IN_HANDS = select(c.Id).where(c.CustomerId == bindparam("customer"), c.LeaseUntil > DatabaseNow()).limit(1)
MEETINGS = (
    select(c.Id, c.Attendees)
    .where(c.CustomerId == bindparam("customer"), c.Attendees.is_not(None), c.Id > bindparam("after"))
    .order_by(c.Id)
    .limit(AT_ONCE)
)
BOUNCES = select(b.AddressKey).where(b.CustomerId == bindparam("customer"))
OWN = "own"
"""A place: their messages are not all gone yet."""


def _erase(app: App, person: Person, place: str | None) -> str | None:
    """What a worker has in its hands is waited for: it was taken before the erasure, and ends within minutes."""
    with app.database.reading() as session:
        if session.execute(IN_HANDS, {"customer": person.customer_id}).first() is not None:
            raise NotYet
    if person.contact_id is None:
        return OWN if _erase_rows(app, OF_CUSTOMER, {"customer": person.customer_id}) else None
    if place in (None, OWN):
        contact = {"customer": person.customer_id, "contact": person.contact_id}
        return OWN if _erase_rows(app, OF_CONTACT, contact) else str(UUID(int=0))
    return _attendances(app, person, UUID(place))


def _erase_rows(app: App, whose: AnySelect, which: Mapping[str, UUID]) -> bool:
    """Deletes some messages, and the keys of their events; says whether there may be more."""
    with app.database.reading() as session:
        rows = session.execute(whose, which).all()
    for row in rows:
        for sequence in range(row.Sequence + 1):
            app.channels.forget(mail_id(row.Id, sequence))
    ids = [row.Id for row in rows]
    with app.database.transaction() as session:
        for id in ids:
            destroy_key(session, id)
        if ids:
            session.execute(delete(communications).where(in_values(c.Id, "ids")), {"ids": ids})
        session.commit()
    return len(ids) == AT_ONCE


def _attendances(app: App, person: Person, after: UUID) -> str | None:
    """Takes a contact out of some of the customer's meetings."""
    with app.database.transaction() as session:
        marker = Marker(session)
        rows = session.execute(MEETINGS, {"customer": person.customer_id, "after": after}).all()
        for row in rows:
            kept = tuple(one for one in row.Attendees if person.marks.isdisjoint(marker.marks(one)))
            if kept != row.Attendees:
                replace_key(session, row.Id)
                session.execute(update(communications).where(c.Id == row.Id).values(Attendees=kept))
        session.commit()
    return str(rows[-1].Id) if len(rows) == AT_ONCE else None


def _erase_bounces(app: App, person: Person, _place: str | None) -> str | None:
    with app.database.transaction() as session:
        marker = Marker(session)
        for address in list(session.scalars(BOUNCES, {"customer": person.customer_id})):
            if person.contact_id is None or not person.marks.isdisjoint(marker.marks(address)):
                session.execute(
                    delete(address_bounces).where(b.CustomerId == person.customer_id, b.AddressKey == address)
                )
        session.commit()
    return None


def _forget_cached(app: App, person: Person, _place: str | None) -> str | None:
    app.query_caches.of(histories_of(person.customer_id)).changed(raise_on_error=True)
    return None


STORES = (
    Store("communications", _erase),
    Store("bounces", _erase_bounces),
    Store("histories", _forget_cached),
)
