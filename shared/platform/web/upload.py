"""A file that comes with a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class Upload:
    """An uploaded file: the name its sender gave it, without folders, and its content."""

    name: str
    content: BinaryIO
