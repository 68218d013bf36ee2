"""Identifiers that cluster well in every database we run on."""

import random
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUID (version 8, RFC 9562): seconds in front, milliseconds in the last six bytes, chance between.

    SQL Server sorts `uniqueidentifier` by its last six bytes first, SQLite and PostgreSQL by the first: in each, new
    rows land at the end of an index and not all over it. 42 bits of chance within each millisecond keep ids apart.
    """
    milliseconds = time.time_ns() // 1_000_000
    chance = random.getrandbits(42)
    high = (milliseconds // 1000 << 32) | (chance >> 26 << 16) | 0x8000 | (chance >> 14 & 0xFFF)
    low = (0x8000 | (chance & 0x3FFF)) << 48 | (milliseconds & 0xFFFFFFFFFFFF)
    return UUID(int=high << 64 | low)
