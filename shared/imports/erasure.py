"""How lists that came in are erased: what rows keep of the person, and the files in which it is."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from shared.imports.commands import FailImport, ForgetRemarks
from shared.imports.model import ContactImport
from shared.imports.repository import i, r
from shared.imports.retention import delete_file
from shared.imports.sealed_rows import SealedRows
from shared.imports.tables import contact_import_rows, contact_imports
from shared.imports.values import ImportStatus
from shared.platform.app import App
from shared.platform.erasure import NotYet, Person, Store
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.suppression.services import Marker

AT_ONCE = 1000
"""Rows of a transaction."""
ERASED = "erased"
"""Stands where the name of a list was that was the customer's own."""
EMPTY = {"Message": "", "Cells": None, "EmailKey": None, "Before": None}
OF_PERSON = (
    select(r.ImportId, r.RowNumber)
    .where(
        r.CustomerId == bindparam("customer"),
        or_(r.Cells.is_not(None), r.EmailKey.is_not(None), r.Before.is_not(None)),
    )
    .limit(AT_ONCE)
)
OWN_ROWS = "own rows"
"""A place: they are not all empty yet."""
TOUCHED = select(r.RowNumber).where(r.ImportId == bindparam("import"), r.CustomerId == bindparam("customer")).limit(1)
NEXT = (
    select(ContactImport)
    .where(i.Id > bindparam("after"), i.ForgottenAt.is_(None), i.CreatedAt <= bindparam("gone_at", type_=UtcDateTime))
    .order_by(i.Id)
    .limit(1)
)
TELLING = (
    select(r.RowNumber, r.Cells, r.EmailKey)
    .where(
        r.ImportId == bindparam("import"),
        r.RowNumber > bindparam("row"),
        or_(r.Cells.is_not(None), r.EmailKey.is_not(None)),
    )
    .order_by(r.RowNumber)
    .limit(AT_ONCE)
)
"""Rows whose customer is not known, but whose cells may name the person."""
THESE = update(contact_import_rows).where(r.ImportId == bindparam("import"), in_values(r.RowNumber, "rows"))


class _Place(NamedTuple):
    """Where to go on: behind a row of an import, or behind the import."""

    import_id: UUID = UUID(int=0)
    row: int | None = None
    """None: the import is done."""
    touched: bool = False
    """Whether the person was met in the import before."""

    @classmethod
    def read(cls, text: str) -> "_Place":
        id, row, touched = text.split(" ")
        return cls(UUID(id), int(row) if row else None, touched == "True")

    def __str__(self) -> str:
        return f"{self.import_id} {'' if self.row is None else self.row} {self.touched}"


def _erase(app: App, person: Person, place: str | None) -> str | None:
    """Empties the person's own rows, then goes through the lists one by one, some rows at a time."""
    if place in (None, OWN_ROWS):
        return OWN_ROWS if _empty_own_rows(app, person) else str(_Place())
    assert place is not None
    at = _Place.read(place)
    with app.database.reading() as session:
        if at.row is None:
            one = session.scalars(NEXT, {"after": at.import_id, "gone_at": person.gone_at}).first()
            if one is None:
                return None
            return str(_Place(one.id, 0, _touches(session, one, person)))
        one = session.get(ContactImport, at.import_id)
        assert one is not None, "an import is never deleted"
        waits = one.status is ImportStatus.PROCESSING and not one.blob_etag
        if one.status is ImportStatus.PROCESSING and not waits:
            raise NotYet  # it needs its file, and what rows it still has is not known
        rows = session.execute(TELLING, {"import": one.id, "row": at.row}).all()
        marker, sealed = Marker(session), SealedRows(session, one.id)
        own = _is_own(one, person)
        named = [row.RowNumber for row in rows if own or _names(row, person, marker, sealed)]
    if named:
        with app.database.transaction() as session:
            session.execute(THESE.values(EMPTY), {"import": one.id, "rows": named})
            session.commit()
    if waits and own:  # nobody is to upload a list of who is gone
        app.mediator.send(FailImport(one.id, "The customer was erased.", if_absent=True))
    touched = at.touched or bool(named)
    if len(rows) == AT_ONCE:
        return str(_Place(one.id, rows[-1].RowNumber, touched))
    if touched:
        _erase_file(app, one, person)
    return str(_Place(one.id))


def _empty_own_rows(app: App, person: Person) -> bool:
    """Empties some rows that are known to be the person's; says whether there may be more."""
    own = OF_PERSON.where(r.ContactId == person.contact_id) if person.contact_id else OF_PERSON
    with app.database.transaction() as session:
        found = session.execute(own, {"customer": person.customer_id}).all()
        for import_id, rows in groupby(sorted(found), key=itemgetter(0)):
            session.execute(THESE.values(EMPTY), {"import": import_id, "rows": [number for _, number in rows]})
        session.commit()
    return len(found) == AT_ONCE


def _touches(session: Session, one: ContactImport, person: Person) -> bool:
    """Whether a row of the import is known to be about the person."""
    if _is_own(one, person):
        return True
    wanted = TOUCHED.where(r.ContactId == person.contact_id) if person.contact_id else TOUCHED
    return session.execute(wanted, {"import": one.id, "customer": person.customer_id}).first() is not None


def _names(row: AnyRow, person: Person, marker: Marker, sealed: SealedRows) -> bool:
    """Whether an address or the name of the person stands in the row."""
    kept = sealed.open(row.RowNumber, "cells", row.Cells) if row.Cells else {}
    cells = [str(cell).strip() for cell in kept.values()]
    marks = marker.marks(row.EmailKey, *cells) | {marker.name(cell) for cell in cells if cell}
    return not person.marks.isdisjoint(marks)


def _is_own(one: ContactImport, person: Person) -> bool:
    """Whether the list as a whole was of the customer that is erased."""
    return one.customer_id == person.customer_id and not person.contact_id


def _erase_file(app: App, one: ContactImport, person: Person) -> None:
    """Deletes the file, and what is quoted of it: nobody takes a line out of it.

    If it was the customer's own, it loses its name as well.
    """
    delete_file(app, one)
    app.mediator.send(ForgetRemarks(one.id))
    if _is_own(one, person):
        names: dict[str, object] = {"FileName": ERASED}
        if one.blob_etag:  # else an upload that is under way still finds that it is not wanted
            names |= {"BlobName": f"{one.id}/{ERASED}", "FailureReason": one.failure_reason and ERASED}
        with app.database.transaction() as session:
            session.execute(update(contact_imports).where(i.Id == one.id).values(names))
            session.commit()


STORES = (Store("imports", _erase),)
