"""What becomes of communications when two customers become one."""

from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from shared.communications.cache import histories_of
from shared.communications.tables import address_bounces, communications
from shared.platform.merging import Joins, Moves

b = address_bounces.c


def _join_bounces(session: Session, source: UUID, target: UUID) -> None:
    """An address that mail came back from is one for the target, too."""
    known = {row.AddressKey: row for row in session.execute(select(address_bounces).where(b.CustomerId == target))}
    for row in session.execute(select(address_bounces).where(b.CustomerId == source)).all():
        values = {"SoftBounces": row.SoftBounces, "BouncedAt": row.BouncedAt}
        if (same := known.get(row.AddressKey)) is None:
            session.execute(insert(address_bounces).values(CustomerId=target, AddressKey=row.AddressKey, **values))
            continue
        moments = [moment for moment in (row.BouncedAt, same.BouncedAt) if moment is not None]
        values = {"SoftBounces": max(row.SoftBounces, same.SoftBounces), "BouncedAt": max(moments, default=None)}
        this = (b.CustomerId == target, b.AddressKey == row.AddressKey)
        session.execute(update(address_bounces).where(*this).values(values))


MERGING = (Moves("communications", communications, caches=histories_of), Joins(address_bounces, _join_bounces))
