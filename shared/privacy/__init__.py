"""The rights of persons: to be forgotten, everywhere and for good."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.privacy import (
        commands as commands,
        data_export as data_export,
        queries as queries,
        requests as requests,
        responses as responses,
        worker as worker,
    )

CONCEPT = Concept(__name__, tables="tables", mapping="mapping", errors="model", commands=("commands",))


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
