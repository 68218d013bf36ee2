"""What a merge tells whoever carries it out; what happens to the customers are events of theirs."""

from uuid import UUID

from shared.kernel.events import DomainEvent, event
from shared.merges.names import MERGES


@event(to=MERGES)
class MergeReady(DomainEvent):
    """A merge is to be carried out, or undone (ours)."""

    merge_id: UUID
    orchestration: str
