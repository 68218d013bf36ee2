"""Lists of contacts coming in: a file becomes contacts, row by row, each row's fate on record."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.imports import (
        arrivals as arrivals,
        commands as commands,
        events as events,
        failed_rows as failed_rows,
        queries as queries,
        report as report,
        requests as requests,
        responses as responses,
        undo as undo,
        worker as worker,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="model",
    retention="retention",
    portability="portability",
    erasure="erasure",
    merging="merging",
    commands=("commands", "row_commands", "undo"),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
