"""What the erasure endpoints answer (decisions "Events, audit, privacy")."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from shared.platform.web import fields
from shared.platform.web.schemas import Response, described
from shared.privacy import fields as f
from shared.privacy.model import Erasure
from shared.privacy.values import ErasureStatus


class ErasureStartedResponse(Response):
    """What an accepted erasure answers."""

    erasure_id: Annotated[UUID, f.ERASURE_ID]
    status: ErasureStatus
    due_at: Annotated[datetime, described("When it has to be done.")]


class StoreResponse(Response):
    """What became of a place that may hold something about the person."""

    store: Annotated[str, described("What it holds.", "imports")]
    status: Annotated[Literal["Pending", "Done"], described("Done: nothing was left.", "Done")]
    done_at: Annotated[datetime, described("When it was last looked through; null until then.")] | None


class ErasureResponse(Response):
    """An erasure. The person is gone from the API since it was asked for; stores are looked through twice."""

    erasure_id: Annotated[UUID, f.ERASURE_ID]
    customer_id: Annotated[UUID, described("The customer.")]
    contact_id: Annotated[UUID, described("The contact; null if the customer was erased as a whole.", None)] | None
    reference: Annotated[str, f.REFERENCE]
    status: Annotated[ErasureStatus, f.STATUS]
    failure_reason: Annotated[str, fields.FAILURE_REASON] | None
    stores: Annotated[tuple[StoreResponse, ...], described("Where it may be, and whether it is gone from there.")]
    requested_at: Annotated[datetime, f.REQUESTED_AT]
    due_at: Annotated[datetime, described("When it has to be done.")]
    created_at: Annotated[datetime, fields.CREATED_AT]
    created_by: Annotated[str, fields.CREATED_BY]
    finished_at: Annotated[datetime, fields.FINISHED_AT] | None

    @classmethod
    def of(cls, one: Erasure, stores: tuple[str, ...]) -> Self:
        """An erasure as it is now; `stores` are all there are."""
        attributes = {field: getattr(one, field) for field in cls.model_fields if field not in ("erasure_id", "stores")}
        shown = tuple(
            StoreResponse(
                store=name, status="Done" if at else "Pending", done_at=datetime.fromisoformat(at) if at else None
            )
            for name, at in ((name, one.stores.get(name)) for name in stores)
        )
        return cls(erasure_id=one.id, stores=shown, **attributes)
