"""What rows keep of persons, encrypted under the import's own key: their cells, and what a contact was before."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared.platform.messaging.streams import Streams


class SealedRows:
    """The rows of one import."""

    def __init__(self, session: Session, import_id: UUID) -> None:
        self._streams, self._id = Streams(session), import_id
        self._streams.load((import_id,))
        self._stream = self._streams.of(import_id, None)

    def seal(self, row: int, what: str, content: object) -> str:
        """The content as a column keeps it; it opens only there. Raises Unreachable if no key is at hand."""
        key = self._streams.key_for_writing(self._stream)
        return key.seal(json.dumps(content).encode(), self._place(row, what))

    def open(self, row: int, what: str, kept: str) -> Any:
        """The inverse of `seal`. Raises Unreachable. What was kept before it was encrypted is read as it is."""
        if kept.startswith("{"):
            return json.loads(kept)
        return json.loads(self._streams.key(self._stream).open(kept, self._place(row, what)))

    def write(self) -> None:
        """Keeps the key, if it is new."""
        self._streams.write()

    def _place(self, row: int, what: str) -> str:
        return f"{self._id}/{row}/{what}"
