"""Who was erased, written down outside the database: a restored backup forgets again by it."""

import io
import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from shared.adapters.blobs import Blobs, NoSuchBlob
from shared.privacy.commands import Repeat
from shared.privacy.model import Erasure
from shared.privacy.names import JOURNAL


def write(blobs: Blobs, one: Erasure, marks: Collection[str]) -> None:
    """Writes an erasure down, once: ids, moments and keyed hashes, nothing else."""
    name = f"{one.id}.json"
    with suppress(NoSuchBlob):
        blobs.etag(JOURNAL, name)
        return
    entry = {
        "id": str(one.id),
        "customerId": str(one.customer_id),
        "contactId": one.contact_id and str(one.contact_id),
        "requestedAt": one.requested_at.isoformat(),
        "marks": sorted(marks),
    }
    blobs.put(JOURNAL, name, io.BytesIO(json.dumps(entry).encode()))


def read(blobs: Blobs) -> Iterator[Repeat]:
    """Every erasure that was written down."""
    for name in blobs.names(JOURNAL):
        with blobs.opened(JOURNAL, name) as file:
            entry = json.load(file)
        yield Repeat(
            UUID(entry["id"]),
            UUID(entry["customerId"]),
            UUID(entry["contactId"]) if entry["contactId"] else None,
            datetime.fromisoformat(entry["requestedAt"]),
            tuple(entry["marks"]),
        )
