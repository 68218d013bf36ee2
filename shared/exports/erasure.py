"""How exports are erased: every file that may hold the person goes, as nobody takes a line out of a file."""

from sqlalchemy import bindparam, or_, select, update

from shared.exports.model import ContactExport
from shared.exports.names import CONTAINER
from shared.exports.tables import contact_exports
from shared.exports.values import ExportStatus
from shared.platform.app import App
from shared.platform.erasure import NotYet, Person, Store
from shared.platform.persistence.column_types import TextList, UtcDateTime

c = contact_exports.c
KEPT = select(ContactExport).where(
    or_(c.ForgottenAt.is_(None), c.CustomerIds == bindparam("alone", type_=TextList())),
    c.CreatedAt <= bindparam("gone_at", type_=UtcDateTime),
)


def _erase_files(app: App, person: Person, _place: str | None) -> str | None:
    """Deletes the files of exports that were asked for before, and of whose contacts the person may be one."""
    with app.database.reading() as session:
        found = session.scalars(KEPT, {"gone_at": person.gone_at, "alone": (str(person.customer_id),)}).all()
    for one in found:
        ids = one.filters.customer_ids
        if ids and person.customer_id not in ids:
            continue
        if one.status is ExportStatus.PROCESSING:
            raise NotYet
        app.blobs.delete(CONTAINER, one.blob_name)
        own = ids == (person.customer_id,) and not person.contact_id
        with app.database.transaction() as session:
            values = {"ForgottenAt": app.clock()} | ({"Tags": ()} if own else {})
            session.execute(update(contact_exports).where(c.Id == one.id).values(values))
            session.commit()
    return None


STORES = (Store("exports", _erase_files),)
