"""How complaints are erased: with their customer; a contact's by themselves."""

from sqlalchemy import bindparam, delete, select

from shared.complaints.tables import complaints
from shared.platform.app import App
from shared.platform.erasure import AT_ONCE, Person, Store
from shared.platform.messaging.streams import destroy_key
from shared.platform.persistence.bulk import in_values

c = complaints.c
OF_CUSTOMER = select(c.Id).where(c.CustomerId == bindparam("customer")).order_by(c.Id).limit(AT_ONCE)
OF_CONTACT = OF_CUSTOMER.where(c.ContactId == bindparam("contact"))


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    whose, which = (OF_CONTACT, {"contact": person.contact_id}) if person.contact_id else (OF_CUSTOMER, {})
    with app.database.transaction() as session:
        ids = list(session.scalars(whose, {"customer": person.customer_id, **which}))
        for id in ids:
            destroy_key(session, id)
        if ids:
            session.execute(delete(complaints).where(in_values(c.Id, "ids")), {"ids": ids})
        session.commit()
    return "rest" if len(ids) == AT_ONCE else None


STORES = (Store("complaints", _erase),)
