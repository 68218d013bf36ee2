"""The mapping that may lie beside a dropped file: `NAME.mapping.json`, our field → column of the file."""

import json

from shared.adapters.blobs import Blobs, NoSuchBlob
from shared.imports.names import CONTAINER
from shared.imports.reading.rows import Unreadable
from shared.imports.values import MAPPED, Mappings
from shared.kernel.text import UNPRINTABLE, units

ENDING = ".mapping.json"
MAX_BYTES = 100_000
LONGEST_COLUMN = 200


def mappings_beside(blobs: Blobs, blob_name: str) -> Mappings:
    """What the file beside this one says; nothing if there is none. Raises Unreadable if it makes no sense."""
    try:
        with blobs.opened(CONTAINER, blob_name + ENDING) as file:
            content = file.read(MAX_BYTES + 1)
    except NoSuchBlob:
        return {}
    try:
        if len(content) > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES:,} bytes")
        return _checked(json.loads(content))
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"The mapping beside the file cannot be used: it is no JSON ({wrong}).") from wrong
    except (ValueError, RecursionError) as wrong:
        why = "it is nested too deep" if isinstance(wrong, RecursionError) else str(wrong)
        raise Unreadable(f"The mapping beside the file cannot be used: {why}.") from wrong


def _checked(given: object) -> Mappings:
    """Raises ValueError."""
    if not isinstance(given, dict):
        raise ValueError("it is no object of our fields and the file's columns")
    for field, column in given.items():
        if field not in MAPPED:
            raise ValueError(f"{ascii(field)[:50]} is none of {', '.join(MAPPED)}")
        several = column if isinstance(column, list) else [column]
        if column is not None and not (several and all(map(_can_be_column, several))):
            raise ValueError(f"{field} is no name of a column, no list of such names, and not null")
    return given


def _can_be_column(name: object) -> bool:
    return isinstance(name, str) and not UNPRINTABLE.search(name) and units(name) <= LONGEST_COLUMN
