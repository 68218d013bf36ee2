"""Noting what somebody agreed to, inside the unit of work that changes it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, select, true
from sqlalchemy.orm import Session

from shared.consents.queries import of_subject
from shared.consents.tables import consents
from shared.consents.values import Consent, ConsentPurpose
from shared.customers.values import CommunicationType
from shared.kernel.ids import new_id
from shared.kernel.text import fitting
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.aliases import AnyColumn
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.suppression.model import FreshConsent

c = consents.c


def _latest(*whose: ColumnElement[bool]) -> Select[Any]:
    """The last decision of each purpose and channel, however many there were."""
    newest = c.ChangedAt.desc(), c.Granted, c.Id.desc()
    place = func.row_number().over(partition_by=(c.Purpose, c.Channel), order_by=newest).label("Place")
    all_of_them = select(c.Purpose, c.Channel, c.Granted, c.ChangedAt, c.Id, place).where(
        c.CustomerId == bindparam("customer"), *whose
    )
    r = all_of_them.subquery().c
    return (
        select(r.Purpose, r.Channel, r.Granted, r.ChangedAt)
        .where(r.Place == 1)
        .order_by(r.ChangedAt.desc(), r.Granted, r.Id.desc())
    )


def _withdrawn() -> Select[Any]:
    newest = c.ChangedAt.desc(), c.Granted, c.Id.desc()
    place = func.row_number().over(partition_by=c.ContactId, order_by=newest).label("Place")
    which = (
        in_values(c.CustomerId, "customers"),
        c.ContactId.is_not(None),
        c.Purpose == ConsentPurpose.DATA_PROCESSING,
        c.Channel.is_(None),
    )
    r = select(c.ContactId, c.Granted, place).where(*which).subquery().c
    return select(r.ContactId).where(r.Place == 1, r.Granted == false())


WITHDRAWN = _withdrawn()
OF_CUSTOMER, OF_CONTACT = _latest(c.ContactId.is_(None)), _latest(c.ContactId == bindparam("contact"))
LATEST = (
    select(c.Granted).where(c.CustomerId == bindparam("customer")).order_by(c.ChangedAt.desc(), c.Id.desc()).limit(1)
)


def note(
    uow: UnitOfWork, customer_id: UUID, contact_id: UUID | None, consent: Consent, *, previous: bool | None = None
) -> UUID:
    """Notes a change, whoever made it. `previous` is what was known, where another place knows. Returns its id."""
    if previous is None:
        by = c.Channel == consent.channel if consent.channel else c.Channel.is_(None)
        same = and_(of_subject(customer_id, contact_id), by, c.Purpose == consent.purpose)
        previous = uow.session.scalar(LATEST.where(same), {"customer": customer_id})
    id = new_id()
    row = {
        "Id": id,
        "CustomerId": customer_id,
        "ContactId": contact_id,
        "Purpose": consent.purpose,
        "Channel": consent.channel,
        "Granted": consent.granted,
        "Previous": previous,
        "ChangedAt": uow.now,
        "ChangedBy": uow.actor,
        "Source": consent.source,
        "Wording": consent.wording,
    }
    insert_rows(uow.session, consents, [row])
    return id


def note_fresh(uow: UnitOfWork, customer_id: UUID, contact_id: UUID | None, fresh: FreshConsent) -> None:
    """Notes that somebody who was erased agrees to be known again."""
    source = fitting(f"{fresh.source} ({fresh.given_by})", 500)
    note(uow, customer_id, contact_id, Consent(ConsentPurpose.DATA_PROCESSING, granted=True, source=source))


class Decision(NamedTuple):
    """What somebody agreed to last, or withdrew."""

    purpose: ConsentPurpose
    channel: CommunicationType | None
    granted: bool
    at: datetime


def decisions_of(session: Session, customer_id: UUID, contact_id: UUID | None) -> list[Decision]:
    """The last decisions of a customer, or of one of its contacts, on each purpose by each channel and by any.

    The latest first; of two at one moment the refusal.
    """
    ask, who = (OF_CONTACT, {"contact": contact_id}) if contact_id else (OF_CUSTOMER, {})
    rows = session.connection().execute(ask, {"customer": customer_id, **who})
    return [Decision(*row) for row in rows]


def withdrawn(session: Session, customer_ids: Collection[UUID]) -> set[UUID]:
    """The contacts of these customers that do not agree to the processing of their data."""
    rows = session.execute(WITHDRAWN, {"customers": list(customer_ids)})
    return set(rows.scalars())


def withdrew(customer_id: AnyColumn, contact_id: AnyColumn) -> ColumnElement[bool]:
    """Whether the contact in a column of another table does not agree to the processing of its data."""
    yes = consents.alias().c
    later = select(yes.Id).where(
        *(yes.CustomerId == c.CustomerId, yes.ContactId == c.ContactId, yes.Granted == true()),
        *(yes.Purpose == c.Purpose, yes.Channel.is_(None), yes.ChangedAt > c.ChangedAt),
    )
    withdrawal = (c.Purpose == ConsentPurpose.DATA_PROCESSING, c.Channel.is_(None), c.Granted == false())
    mine = select(c.Id).where(c.CustomerId == customer_id, c.ContactId == contact_id, *withdrawal)
    return mine.where(~later.exists()).exists()


def agreed(
    purpose: ConsentPurpose, channel: CommunicationType, whose: Iterable[Iterable[Decision]], *, otherwise: bool
) -> bool:
    """The latest decision that is about this: one's own before the customer's, before what its preferences say."""
    for decisions in whose:
        found = latest(decisions, purpose, channel)
        if found is not None:
            return found
    return otherwise


def latest(decisions: Iterable[Decision], purpose: ConsentPurpose, channel: CommunicationType | None) -> bool | None:
    """What was decided last of a purpose by a channel; None: nothing was."""
    return next((one.granted for one in decisions if one.purpose is purpose and one.channel in (None, channel)), None)
