"""What can be asked about exports, and the contacts an export holds."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.contacts.queries import LISTED, streamed
from shared.customers.queries import names_of
from shared.exports.file_writer import Values
from shared.exports.model import ContactExport, ExportNotFound
from shared.exports.responses import ExportResponse
from shared.exports.tables import contact_exports
from shared.exports.values import Filters
from shared.kernel.naming import iso
from shared.kernel.text import fold
from shared.platform.persistence.database import Database
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import Page, Window, as_moment

c = contact_exports.c


def load_export(session: Session, export_id: UUID) -> ContactExport:
    """An export. Raises ExportNotFound."""
    found = session.get(ContactExport, export_id)
    if found is None:
        raise ExportNotFound(export_id)
    return found


def list_exports(session: Session, window: Window) -> Page[ExportResponse]:
    """All exports, newest first, without links."""
    total = session.scalar(select(func.count()).select_from(contact_exports)) or 0
    wanted = select(ContactExport).order_by(c.CreatedAt.desc(), c.Id.desc())
    if after := window.after_values(as_moment, UUID):
        wanted = wanted.where(row_after((c.CreatedAt, c.Id), after, descending=True))
    found = session.scalars(wanted.limit(window.size + 1).offset(window.offset)).all()
    shown = [ExportResponse.of(one, None) for one in found[: window.size]]
    last = (iso(shown[-1].created_at), str(shown[-1].export_id)) if len(found) > window.size else None
    return Page[ExportResponse].of(shown, total, window, last)


def exported(
    database: Database, columns: Sequence[str], filters: Filters, *, after: UUID | None = None
) -> Iterator[tuple[list[Values], UUID]]:
    """The contacts of an export, some at a time, their values in the order of the columns; behind a customer, if named.

    With each batch comes the customer that it ends with, to go on behind.
    """
    own = [name for name in dict.fromkeys((*columns, "tags")) if name in LISTED]
    places = {name: place for place, name in enumerate(("", *own))}
    places |= {"customerNumber": -2, "companyName": -1}
    tags, chosen = places["tags"], itemgetter(*(places[name] for name in columns), 0)
    wanted = frozenset(map(fold, filters.tags))
    with database.replica_session() as session, database.replica_session() as beside:
        for rows in streamed(session, own, filters.customer_ids, after=after):
            found = [row for row in rows if not wanted or not wanted.isdisjoint(map(fold, row[tags] or ()))]
            customers = names_of(beside, {row[0] for row in found})
            values = [chosen((*row, *customers[row[0]]))[:-1] for row in found if row[0] in customers]
            yield values, rows[-1][0]
