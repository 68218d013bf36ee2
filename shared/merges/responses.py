"""What the merge endpoints answer (specification §5.1.7)."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.merges import fields as f
from shared.merges.values import UNDO_WITHIN, MergeStatus
from shared.platform.web import fields
from shared.platform.web.schemas import Response, described


class FieldResponse(Response):
    """A field that both customers have, and differently."""

    field: Annotated[str, described("Its name, as in fieldChoices.", "companyName")]
    source: Annotated[object, described("What the source has; null if it has none.", "Mueller Events")]
    target: Annotated[object, described("What the target has; null if it has none.", "Müller Events GmbH")]
    result: Annotated[object, described("What the customer will have.", "Müller Events GmbH")]


class SameContactResponse(Response):
    """A person whom both customers have as a contact, by the e-mail address."""

    source_contact_id: Annotated[UUID, described("The source's: its id stands for the other.")]
    target_contact_id: Annotated[UUID, described("The target's, which stays.")]


class PreviewResponse(Response):
    """What a merge would do."""

    moves: Annotated[dict[str, int], described("By kind, how many would go.", {"contacts": 4, "communications": 120})]
    same_contacts: Annotated[tuple[SameContactResponse, ...], described("The contacts that both have.")]
    fields: Annotated[tuple[FieldResponse, ...], described("Where the two differ, and what wins.")]
    restricted: Annotated[
        tuple[FieldResponse, ...],
        described("What one of the two agreed to, and the customer will not: the more restrictive holds."),
    ]


class MergeResponse(Response):
    """A merge, and how far it is."""

    merge_id: Annotated[UUID, described("The merge's id; null in a dry run.")] | None
    source_customer_id: Annotated[UUID, f.SOURCE]
    target_customer_id: Annotated[UUID, f.TARGET]
    status: Annotated[MergeStatus, described("How far it is; null in a dry run.", "Completed")] | None
    failure_reason: Annotated[str, fields.FAILURE_REASON] | None
    moved: Annotated[
        dict[str, int], described("By kind, how many went so far.", {"contacts": 4, "communications": 120})
    ]
    remaining: Annotated[int, described("How many rows have still to go, or to come back.", 0)]
    merged_entities: Annotated[tuple[str, ...], described("The kinds of things that go.", ["contacts", "complaints"])]
    created_at: Annotated[datetime, fields.CREATED_AT] | None
    created_by: Annotated[str, fields.CREATED_BY] | None
    completed_at: Annotated[datetime, described("When it was done; null until then.")] | None
    undoable_until: Annotated[datetime, described("Until when it can be undone; null if it can't.")] | None
    undone_at: Annotated[datetime, described("When it was undone; null until then.")] | None
    undone_by: Annotated[str, described("Who undid it; null if nobody did.", "amira")] | None
    kept_fields: Annotated[
        tuple[str, ...], described("What an undo left, as it was changed since.", ["profile.industry"])
    ]
    later_records: Annotated[
        dict[str, int], described("By kind, how many stay with the target, as they came later.", {"communications": 2})
    ]
    preview: Annotated[PreviewResponse, described("What the merge would do; null unless it is a dry run.")] | None

    @classmethod
    def of(cls, one: Any, entities: tuple[str, ...], remaining: int = 0) -> Self:
        """A merge as it is now, or a row of the table as it shows one."""
        return cls(
            merge_id=one.id,
            source_customer_id=one.source_id,
            target_customer_id=one.target_id,
            status=one.status,
            failure_reason=one.failure_reason,
            moved={what: int(count) for what, count in one.moved.items() if count != "0"},
            remaining=remaining,
            merged_entities=entities,
            created_at=one.created_at,
            created_by=one.created_by,
            completed_at=one.completed_at,
            undoable_until=one.completed_at + UNDO_WITHIN if one.status is MergeStatus.COMPLETED else None,
            undone_at=one.undone_at,
            undone_by=one.undone_by,
            kept_fields=tuple(one.kept_fields or ()),
            later_records={what: int(count) for what, count in (one.later_records or {}).items() if count != "0"},
            preview=None,
        )
