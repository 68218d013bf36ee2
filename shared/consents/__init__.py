"""What persons agreed to: every change, with who noted it, when, and how that is known."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.consents import queries as queries, requests as requests, responses as responses

CONCEPT = Concept(__name__, tables="tables", portability="portability", erasure="erasure", merging="merging")


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
