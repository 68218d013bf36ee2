"""How contacts are erased: with their customer; one by one they are gone as soon as that is asked for."""

from shared.contacts.cache import LATER_THAN_ANY, contacts_key
from shared.contacts.tables import contacts
from shared.customers.cache import SEARCHES, profile_key
from shared.platform.app import App
from shared.platform.erasure import Person, Store, rows_of_customer


def _forget_cached(app: App, person: Person, _place: str | None) -> str | None:
    """Has the cache forget what it shows. Answers to searches go by themselves within a minute."""
    if not person.contact_id:  # a contact's went with the commit
        keys = (contacts_key(person.customer_id), profile_key(person.customer_id))
        app.read_cache.invalidate(dict.fromkeys(keys, LATER_THAN_ANY), raise_on_error=True)
    app.query_caches.of(SEARCHES).changed(raise_on_error=True)
    return None


STORES = (Store("contacts", rows_of_customer(contacts)), Store("cache", _forget_cached))
