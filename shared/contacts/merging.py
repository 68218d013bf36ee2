"""How the contacts of two customers become those of one: by e-mail each person once, under rules of their own.

Both customers' contacts are open, so that nobody else changes them. A person that both know keeps the target's id; the
other id stands for it from then on.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.contacts.errors import TooManyContacts
from shared.contacts.events import ContactMerged, ContactTagged, ContactUpdated
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.tables import contacts as contacts_table, merged_contacts
from shared.contacts.values import MAX_TAGS, ContactDetails, ContactStatus
from shared.kernel.events import Change
from shared.kernel.text import each_once, fold
from shared.platform.merging import Stays
from shared.platform.messaging.event_log import BY_VERSION, LoggedEvent, read
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.bulk import insert_rows

STRICTEST_FIRST = (
    ContactStatus.UNSUBSCRIBED,
    ContactStatus.BOUNCED,
    ContactStatus.INACTIVE,
    ContactStatus.ACTIVE,
)
m, t = merged_contacts.c, domain_events.c


class TakenOver(NamedTuple):
    """What became of a source's contacts."""

    moved: tuple[UUID, ...]
    """They are the target's now."""
    merged: dict[UUID, UUID]
    """They are the same persons as these contacts of the target."""
    primary: UUID | None
    """Which of them was the source's primary."""


def refuse_too_many(source: CustomerContacts, target: CustomerContacts, limit: int) -> None:
    """Raises TooManyContacts if the two together have more than a customer may have."""
    new = sum(1 for one in source if target.with_email(one.details.email) is None)
    if new and len(tuple(target)) + new > limit:
        raise TooManyContacts(limit)


def take_over(source: CustomerContacts, target: CustomerContacts, *, limit: int, at: datetime) -> TakenOver:
    """Has the target take all contacts of the source. Raises TooManyContacts, before anything is changed."""
    refuse_too_many(source, target, limit)
    contacts = sorted(source, key=lambda one: (one.is_primary, one.created_at, one.id))  # the primary leaves last
    primary = next((one.id for one in contacts if one.is_primary), None)
    has_primary = any(one.is_primary for one in target)
    moved, merged = list[UUID](), dict[UUID, UUID]()
    for one in contacts:
        same = target.with_email(one.details.email)
        if same is not None:
            target.update(same, vars(united(same.details, one.details)), at=at)
            target.tag(same, *_room_for(same, one), at=at)
            source.merge_away(one, same, at=at)
            merged[one.id] = same.id
            continue
        was_primary = one.id == primary
        source.take_out(one, at=at)
        target.take_in(one, is_primary=was_primary and not has_primary, at=at)
        moved.append(one.id)
    return TakenOver(tuple(moved), merged, primary)


def united(ours: ContactDetails, theirs: ContactDetails) -> ContactDetails:
    """One person out of two records: what ours lacks comes from theirs; whoever may not be written to stays so."""
    strictest = min(ours.status, theirs.status, key=STRICTEST_FIRST.index)
    return replace(ours, phone=ours.phone or theirs.phone, position=ours.position or theirs.position, status=strictest)


def _room_for(ours: Contact, theirs: Contact) -> tuple[str, ...]:
    """The other's tags, as many as there is room for."""
    return each_once((*ours.tags, *theirs.tags))[len(ours.tags) : MAX_TAGS]


def note_merged(session: Session, merge_id: UUID, merged: dict[UUID, UUID]) -> None:
    """Has the ids of those that were merged stand for the others, and whatever stood for them, too."""
    rows = [{"ContactId": old, "IntoContactId": new, "MergeId": merge_id} for old, new in merged.items()]
    insert_rows(session, merged_contacts, rows)


def merged_by(session: Session, merge_id: UUID) -> dict[UUID, UUID]:
    """The contacts that a merge found to be the same as others, and those others."""
    return dict(session.execute(select(m.ContactId, m.IntoContactId).where(m.MergeId == merge_id)).all())


def standing_for(session: Session, contact_id: UUID) -> UUID:
    """Whom an id of a contact stands for: itself, or the one it was merged into, however often."""
    seen = {contact_id}
    while into := session.scalar(select(m.IntoContactId).where(m.ContactId == contact_id)):
        if into in seen:
            break
        seen.add(contact_id := into)
    return contact_id


def ids_of(session: Session, contact_id: UUID) -> list[UUID]:
    """All ids that stand for a contact, its own first."""
    found = [contact_id]
    for id in found:
        found += session.scalars(select(m.ContactId).where(m.IntoContactId == id))
    return found


def give_back(
    session: Session,
    source: CustomerContacts,
    target: CustomerContacts,
    taken: TakenOver,
    merge_id: UUID,
    *,
    at: datetime,
) -> tuple[list[UUID], list[str]]:
    """Undoes `take_over`. Returns the contacts that are there no more, and the fields that were changed since."""
    present = {one.id: one for one in target}
    missing, kept = list[UUID](), list[str]()
    for id in sorted(taken.moved, key=lambda one: one == taken.primary):
        if id not in present:
            missing.append(id)
            continue
        target.take_out(present[id], at=at)
        source.take_in(present[id], is_primary=id == taken.primary, at=at)
    for old, new in taken.merged.items():
        found = _as_merged(session, old)
        if found is None:
            missing.append(old)
            continue
        event, former = found
        former.customer_id, former.is_primary = source.customer_id, old == taken.primary
        if new in present:
            statuses = (former.details.status, present[new].details.status)
            former.details = replace(former.details, status=min(statuses, key=STRICTEST_FIRST.index))
        source.revive(former, at=at)
        if new in present:
            kept += _without(session, target, present[new], event, at)
    if not any(one.is_primary for one in source) and (first := next(iter(source), None)):
        source.update(first, {"is_primary": True}, at=at)
    session.execute(delete(merged_contacts).where(m.MergeId == merge_id))
    return missing, kept


def _as_merged(session: Session, contact_id: UUID) -> tuple[LoggedEvent, Contact] | None:
    """A contact as its last event has it, which says that it was merged; None if it was erased since."""
    event = _events(session, contact_id)[-1]
    if event.erased or event.type != ContactMerged.__name__:
        return None
    was = {path.partition(".")[2]: change.old for path, change in event.changes.items()}
    details = ContactDetails(
        first_name=str(was["firstName"]),
        last_name=str(was["lastName"]),
        email=str(was["email"]),
        phone=_text(was.get("phone")),
        position=_text(was.get("position")),
        status=ContactStatus(str(was["status"])),
    )
    tags = was.get("tags")
    made = Contact(
        contact_id,
        UUID(int=0),
        details,
        is_primary=False,
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        created_at=datetime.fromisoformat(str(was["createdAt"])),
        version=event.sequence,
    )
    return event, made


def _without(
    session: Session, contacts: CustomerContacts, contact: Contact, merged: LoggedEvent, at: datetime
) -> list[str]:
    """Takes away from a contact what the other had brought. Returns the fields that were changed since."""
    then = [one for one in _events(session, contact.id) if one.occurred_at == merged.occurred_at]
    back, kept = dict[str, object](), list[str]()
    for path, change in _changes(then):
        field = path.partition(".")[2]
        if field in ("status", "isPrimary"):
            continue  # who may not be written to stays so
        if getattr(contact.details, field) == change.new:
            back[field] = change.old
        else:
            kept.append(path)
    contacts.update(contact, back, at=at)
    for one in then:
        tag = one.data.get("tag")
        if one.type == ContactTagged.__name__ and tag and fold(str(tag)) in map(fold, contact.tags):
            contacts.untag(contact, str(tag), at=at)
    return kept


def _changes(events: Sequence[LoggedEvent]) -> list[tuple[str, Change]]:
    return [pair for one in events if one.type == ContactUpdated.__name__ for pair in one.changes.items()]


def _events(session: Session, contact_id: UUID) -> list[LoggedEvent]:
    rows = session.execute(select(domain_events).where(t.AggregateId == contact_id).order_by(*BY_VERSION)).all()
    return read(session, rows)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


MERGING = (Stays(contacts_table, "each goes by `take_over`, as both may have the same person"),)
