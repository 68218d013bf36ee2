"""How complaints are erased: with their customer; a contact's by themselves."""

from sqlalchemy import bindparam, delete, select

from shared.complaints.tables import complaint_comments, complaints
from shared.platform.app import App
from shared.platform.erasure import AT_ONCE, Person, Store
from shared.platform.messaging.streams import destroy_key
from shared.platform.persistence.bulk import in_values

c, o = complaints.c, complaint_comments.c
OF_CUSTOMER = select(c.Id).where(c.CustomerId == bindparam("customer")).order_by(c.Id).limit(AT_ONCE)
OF_CONTACT = OF_CUSTOMER.where(c.ContactId == bindparam("contact"))
ON_CUSTOMERS = (
    select(o.Id)
    .join(complaints, c.Id == o.ComplaintId)
    .where(o.CustomerId == bindparam("customer"))
    .order_by(o.Id)
    .limit(AT_ONCE)
)
ON_CONTACTS = ON_CUSTOMERS.where(c.ContactId == bindparam("contact"))


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    """First what was said about them, then the complaints."""
    of_contact = person.contact_id is not None
    which = {"customer": person.customer_id} | ({"contact": person.contact_id} if of_contact else {})
    with app.database.transaction() as session:
        table, ids = complaint_comments, list(session.scalars(ON_CONTACTS if of_contact else ON_CUSTOMERS, which))
        if not ids:
            table, ids = complaints, list(session.scalars(OF_CONTACT if of_contact else OF_CUSTOMER, which))
        for id in ids:
            destroy_key(session, id)
        if ids:
            session.execute(delete(table).where(in_values(table.c.Id, "ids")), {"ids": ids})
        session.commit()
    return "rest" if ids and (table is complaint_comments or len(ids) == AT_ONCE) else None


STORES = (Store("complaints", _erase),)
