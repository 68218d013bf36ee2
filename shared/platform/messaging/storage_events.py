"""What storage tells of its blobs, through Event Grid: events in its schema, or as CloudEvents."""

import json

CREATED = "Microsoft.Storage.BlobCreated"


def blob_created(container: str, event: bytes) -> str | None:
    """The name of the blob that an event says is there in this container; None if it says something else.

    Raises ValueError if it is no event of storage's.
    """
    given = json.loads(event)
    if not isinstance(given, dict) or not isinstance(given.get("subject"), str):
        raise ValueError("The message is no event of storage's.")
    start = f"/blobServices/default/containers/{container}/blobs/"
    if (given.get("eventType") or given.get("type")) != CREATED or not given["subject"].startswith(start):
        return None
    return str(given["subject"].removeprefix(start))
