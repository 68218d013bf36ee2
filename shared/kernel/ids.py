"""Identifiers that cluster well in every database we run on."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUID (version 8, RFC 9562) whose last six bytes are the time in milliseconds.

    SQL Server sorts `uniqueidentifier` by its last six bytes first, so these ascend there and new rows land at
    the end of the clustered index; a version 7 UUID would scatter them.
    """
    noise = secrets.randbits(80)
    milliseconds = time.time_ns() // 1_000_000
    value = (noise << 48) | (milliseconds & 0xFFFFFFFFFFFF)
    value = value & ~(0xF << 76) | (0x8 << 76)
    return UUID(int=value & ~(0x3 << 62) | (0x2 << 62))
