"""How attachments are erased: files first, then their rows."""

from uuid import UUID

from sqlalchemy import bindparam, delete, select

from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.attachments.tables import attachments
from shared.platform.app import App
from shared.platform.erasure import AT_ONCE, Person, Store
from shared.platform.persistence.bulk import in_values

c = attachments.c
SOME = select(c.Id, c.BlobName).where(c.CustomerId == bindparam("customer")).order_by(c.Id).limit(AT_ONCE)

NAMED = select(c.Id).where(c.Id == bindparam("id"))


def _erase(app: App, person: Person, _place: str | None) -> str | None:
    """A contact alone has none: they are the customer's."""
    if person.contact_id:
        return None
    with app.database.reading() as session:
        rows = session.execute(SOME, {"customer": person.customer_id}).all()
    for row in rows:
        app.blobs.delete(COMMUNICATION_ATTACHMENTS, row.BlobName)
    if rows:
        with app.database.transaction() as session:
            session.execute(delete(attachments).where(in_values(c.Id, "ids")), {"ids": [row.Id for row in rows]})
            session.commit()
    if len(rows) == AT_ONCE:
        return "rest"
    for name in app.blobs.names(COMMUNICATION_ATTACHMENTS, folder=str(person.customer_id)):
        if not _is_named(app, name):  # a merge leaves files where they lie, and gives their rows away
            app.blobs.delete(COMMUNICATION_ATTACHMENTS, name)
    return None


def _is_named(app: App, name: str) -> bool:
    """Whether a row names a file that lies in a customer's folder: the file is called as the row's id is."""
    try:
        id = UUID(name.rpartition("/")[2])
    except ValueError:
        return False
    with app.database.reading() as session:
        return session.execute(NAMED, {"id": id}).first() is not None


STORES = (Store("attachments", _erase),)
