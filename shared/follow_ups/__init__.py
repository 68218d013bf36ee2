"""What is to be done for a customer, by whom, and until when."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.follow_ups import (
        commands as commands,
        queries as queries,
        requests as requests,
        responses as responses,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="model",
    commands=("commands",),
    portability="portability",
    erasure="erasure",
    merging="merging",
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
