"""The values an erasure is made of."""

from enum import StrEnum


class ErasureStatus(StrEnum):
    """How far an erasure is."""

    PROCESSING = "Processing"
    COMPLETED = "Completed"
    FAILED = "Failed"
