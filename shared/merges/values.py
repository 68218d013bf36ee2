"""The values a merge is made of."""

from datetime import timedelta
from enum import StrEnum

UNDO_WITHIN = timedelta(days=30)
"""After it was done (decisions "Merge")."""


class MergeStatus(StrEnum):
    """How far a merge is."""

    PROCESSING = "Processing"
    COMPLETED = "Completed"
    FAILED = "Failed"
    UNDOING = "Undoing"
    UNDONE = "Undone"


UNFINISHED = (MergeStatus.PROCESSING, MergeStatus.UNDOING)
