"""Merges: two customers that are the same become one, with all that either has."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.merges import (
        activities as activities,
        commands as commands,
        orchestration as orchestration,
        preview as preview,
        queries as queries,
        requests as requests,
        responses as responses,
        undo_commands as undo_commands,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="errors",
    retention="retention",
    commands=("commands", "undo_commands"),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
