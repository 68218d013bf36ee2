"""What can be asked about consents."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from shared.consents.responses import ConsentResponse
from shared.consents.tables import consents
from shared.kernel.naming import iso
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import Page, Window, as_moment

c = consents.c


def of_subject(customer_id: UUID, contact_id: UUID | None) -> ColumnElement[bool]:
    """The customer's own, or one contact's."""
    return and_(c.CustomerId == customer_id, c.ContactId == contact_id if contact_id else c.ContactId.is_(None))


def consents_of(session: Session, customer_id: UUID, contact_id: UUID | None, window: Window) -> Page[ConsentResponse]:
    """Every change of what a customer, or one contact, agreed to, newest first."""
    mine = of_subject(customer_id, contact_id)
    total = session.scalar(select(func.count()).select_from(consents).where(mine)) or 0
    wanted = select(consents).where(mine).order_by(c.ChangedAt.desc(), c.Id.desc())
    if after := window.after_values(as_moment, UUID):
        wanted = wanted.where(row_after((c.ChangedAt, c.Id), after, descending=True))
    found = session.execute(wanted.limit(window.size + 1).offset(window.offset)).all()
    shown = [ConsentResponse.of(row) for row in found[: window.size]]
    last = (iso(shown[-1].changed_at), str(shown[-1].id)) if len(found) > window.size else None
    return Page[ConsentResponse].of(shown, total, window, last)


def consent_with_id(session: Session, id: UUID) -> ConsentResponse:
    """A change that was just noted."""
    return ConsentResponse.of(session.execute(select(consents).where(c.Id == id)).one())
