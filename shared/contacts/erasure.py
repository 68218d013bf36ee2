"""How contacts are erased: with their customer; one by one they are gone as soon as that is asked for."""

from uuid import UUID

from sqlalchemy import delete, select

from shared.contacts.cache import LATER_THAN_ANY, contacts_key
from shared.contacts.tables import contacts
from shared.customers.cache import SEARCHES, profile_key
from shared.platform.app import App
from shared.platform.erasure import Person, Store
from shared.platform.persistence.bulk import in_values

AT_ONCE = 1000
c = contacts.c
SOME = select(c.Id).order_by(c.Id).limit(AT_ONCE)


def _erase_rows(app: App, person: Person, _place: str | None) -> str | None:
    """Deletes the rows of a customer's contacts."""
    if person.contact_id:
        return None
    with app.database.transaction() as session:
        ids: list[UUID] = list(session.scalars(SOME.where(c.CustomerId == person.customer_id)))
        if ids:
            session.execute(delete(contacts).where(in_values(c.Id, "ids")), {"ids": ids})
        session.commit()
    return "rest" if len(ids) == AT_ONCE else None


def _forget_cached(app: App, person: Person, _place: str | None) -> str | None:
    """Has the cache forget what it shows. Answers to searches go by themselves within a minute."""
    if not person.contact_id:  # a contact's went with the commit
        keys = (contacts_key(person.customer_id), profile_key(person.customer_id))
        app.read_cache.invalidate(dict.fromkeys(keys, LATER_THAN_ANY), raise_on_error=True)
    app.query_caches.of(SEARCHES).changed(raise_on_error=True)
    return None


STORES = (Store("contacts", _erase_rows), Store("cache", _forget_cached))
