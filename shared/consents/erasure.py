"""How what somebody agreed to is erased: its proof tells of the person."""

from sqlalchemy import delete

from shared.consents.tables import consents
from shared.platform.app import App
from shared.platform.erasure import Person, Store

c = consents.c


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    mine = delete(consents).where(c.CustomerId == person.customer_id)
    with app.database.transaction() as session:
        session.execute(mine.where(c.ContactId == person.contact_id) if person.contact_id else mine)
        session.commit()
    return None


STORES = (Store("consents", _erase),)
