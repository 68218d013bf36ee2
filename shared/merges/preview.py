"""What a merge would do, without doing it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from shared.contacts import merging as contact_rules
from shared.contacts.queries import contacts_of
from shared.customers import services as customers
from shared.customers.errors import CustomerNotFound
from shared.customers.merged_fields import Field, fields_that_differ, merged_fields, tightened
from shared.customers.model import Customer
from shared.kernel.naming import camel, to_jsonable
from shared.merges.commands import CONTACTS, StartMerge, entities, refuse_one
from shared.merges.queries import rows_of
from shared.merges.responses import FieldResponse, MergeResponse, PreviewResponse, SameContactResponse
from shared.platform.merging import Merging, Moves


def preview(session: Session, wanted: StartMerge, kinds: Sequence[Merging], limit: int) -> MergeResponse:
    """What a merge would do; `limit` is how many contacts a customer may have.

    Raises what the merge would: CustomerNotFound, CustomerArchived, CustomerMerging, TooManyContacts.
    """
    refuse_one(wanted.source_id, wanted.target_id)
    source, target = (_customer(session, id) for id in (wanted.source_id, wanted.target_id))
    moves = {
        kind.what: rows_of(session, kind, source.id)
        for kind in kinds
        if isinstance(kind, Moves) and kind.what not in wanted.stays
    }
    same = list[SameContactResponse]()
    if CONTACTS not in wanted.stays:
        theirs, ours = (contacts_of(session, one.id, limit=limit) for one in (source, target))
        contact_rules.refuse_too_many(theirs, ours, limit)
        moves = {CONTACTS: len(tuple(theirs)), **moves}
        for one in theirs:
            if known := ours.with_email(one.details.email):
                same.append(SameContactResponse(source_contact_id=one.id, target_contact_id=known.id))
    result = merged_fields(source, target, wanted.choices)
    made = PreviewResponse(
        moves={what: count for what, count in moves.items() if count},
        same_contacts=tuple(same),
        fields=_shown(fields_that_differ(source, target, result)),
        restricted=_shown(tightened(target.preferences, source.preferences, result.preferences)),
    )
    return MergeResponse(
        merge_id=None,
        source_customer_id=source.id,
        target_customer_id=target.id,
        status=None,
        failure_reason=None,
        moved={},
        remaining=sum(moves.values()),
        merged_entities=tuple(entities(wanted.stays, kinds)),
        created_at=None,
        created_by=None,
        completed_at=None,
        undoable_until=None,
        undone_at=None,
        undone_by=None,
        kept_fields=(),
        later_records={},
        preview=made,
    )


def _customer(session: Session, id: UUID) -> Customer:
    found = session.get(Customer, id)
    if found is None or found.is_deleted:
        raise CustomerNotFound(id)
    found.refuse_if_archived()
    customers.refuse_in_merge(session, id)
    return found


def _shown(fields: Iterable[Field]) -> tuple[FieldResponse, ...]:
    return tuple(
        FieldResponse(
            field=".".join(camel(part) for part in one.name.split(".")),
            source=to_jsonable(one.source),
            target=to_jsonable(one.target),
            result=to_jsonable(one.result),
        )
        for one in fields
    )
