"""What can be wrong with a request about a merge."""

from uuid import UUID

from shared.kernel.errors import Conflict, NotFound


class MergeNotFound(NotFound):
    code = "MERGE-001"
    meaning = "Merge not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Merge {id} does not exist.")


class NotUndoable(Conflict):
    code = "MERGE-002"
    meaning = "The merge can't be undone"

    def __init__(self, why: str) -> None:
        super().__init__(f"The merge can't be undone: {why}.")
