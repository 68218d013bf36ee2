"""What can be asked about consents."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from shared.consents.responses import ConsentResponse
from shared.consents.tables import consents
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

c = consents.c
NEWEST_FIRST = Order((c.ChangedAt, c.Id), descending=True)


def of_subject(customer_id: UUID, contact_id: UUID | None) -> ColumnElement[bool]:
    """The customer's own, or one contact's."""
    return and_(c.CustomerId == customer_id, c.ContactId == contact_id if contact_id else c.ContactId.is_(None))


def consents_of(session: Session, customer_id: UUID, contact_id: UUID | None, window: Window) -> Page[ConsentResponse]:
    """Every change of what a customer, or one contact, agreed to, newest first."""
    mine = select(consents).where(of_subject(customer_id, contact_id))
    return page_of(session, ConsentResponse, mine, NEWEST_FIRST, window, ConsentResponse.of)


def consent_with_id(session: Session, id: UUID) -> ConsentResponse:
    """A change that was just noted."""
    return ConsentResponse.of(session.execute(select(consents).where(c.Id == id)).one())
