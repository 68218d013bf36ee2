"""Duplicates: customers, and contacts of one customer, that are probably one and the same."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.duplicates import (
        commands as commands,
        finding as finding,
        people as people,
        queries as queries,
        refreshing as refreshing,
        requests as requests,
        responses as responses,
        scan as scan,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    errors="errors",
    portability="portability",
    erasure="erasure",
    merging="merging",
    commands=("commands", "scan_commands"),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
