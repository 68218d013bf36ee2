"""Insights: what texts and histories say of a customer, and what to do about it."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.insights import (
        analysing as analysing,
        asking as asking,
        commands as commands,
        findings as findings,
        fitting as fitting,
        queries as queries,
        refreshing as refreshing,
        requests as requests,
        responses as responses,
        values as values,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    errors="errors",
    portability="portability",
    erasure="erasure",
    merging="merging",
    retention="retention",
    commands=("commands", "refresh_commands", "token_commands"),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
