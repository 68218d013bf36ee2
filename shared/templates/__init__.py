"""Texts of messages with placeholders, filled in for whom they go to."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.templates import (
        commands as commands,
        placeholders as placeholders,
        queries as queries,
        rendering as rendering,
        requests as requests,
        responses as responses,
        trial as trial,
    )

CONCEPT = Concept(__name__, tables="tables", mapping="mapping", events="events", errors="model", commands=("commands",))


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
