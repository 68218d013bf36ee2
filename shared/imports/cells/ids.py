"""An id of ours out of a cell, however programs write it."""

import re
from uuid import UUID

from shared.imports.cells.cleaned import is_nothing, plain

OUR_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
AROUND = " '\"{}()<>;,"
LENGTHS = (32, 36)
"""Of an id without dashes, and with them."""


def id_in(cell: str) -> str:
    """The id of a cell in our form; empty if it says that there is none, and the cell itself if it holds none."""
    text = plain(cell)
    if is_nothing(text):
        return ""
    bare = text.strip(AROUND).lower().removeprefix("urn:uuid:").strip(AROUND)
    if len(bare) not in LENGTHS:
        return cell
    try:
        return str(UUID(bare))
    except ValueError:
        return cell
