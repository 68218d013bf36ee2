"""How what a customer is compared by is erased."""

from shared.duplicates.repository import DuplicateRepository
from shared.platform.app import App
from shared.platform.erasure import Person, Store


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    """Of a contact alone: its customer's keys go, and come back without it when it is compared anew."""
    with app.database.transaction() as session:
        DuplicateRepository(session).forget(person.customer_id)
        session.commit()
    return None


STORES = (Store("duplicates", _erase),)
