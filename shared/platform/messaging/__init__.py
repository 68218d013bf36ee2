"""Events: logged with the state that caused them, published to the bus afterwards, handled by each consumer."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.platform.messaging import digest as digest, retention as retention

CONCEPT = Concept(
    __name__, tables="tables", retention="retention", portability="portability", erasure="erasure", merging="merging"
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
