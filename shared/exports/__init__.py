"""Exports: lists of contacts going out."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.exports import (
        commands as commands,
        queries as queries,
        requests as requests,
        responses as responses,
        worker as worker,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="model",
    retention="retention",
    erasure="erasure",
    commands=("commands",),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
