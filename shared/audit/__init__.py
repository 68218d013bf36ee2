"""What was done, by whom and when: calls and changes in one view."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.audit import queries as queries, requests as requests, responses as responses

CONCEPT = Concept(__name__)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
