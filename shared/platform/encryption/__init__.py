"""Personal data in what is kept for long: encrypted under a key of whom it is about, and gone with that key.

The vault wraps a few key-encryption keys, which a process unwraps once. They wrap a data key for each customer, and
that wraps one for each of its contacts: `EventStreams` has them. Once a data key is destroyed, nobody can read what is
encrypted under it.
"""

from types import ModuleType

from shared.platform.concept import Concept

CONCEPT = Concept(__name__, tables="tables")


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
