"""Contacts: the people we reach a customer through. With their customer they are one consistency boundary."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.contacts import (
        cache as cache,
        commands as commands,
        events as events,
        queries as queries,
        requests as requests,
        responses as responses,
        search_job as search_job,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    events="events",
    errors="errors",
    portability="portability",
    erasure="erasure",
    merging="merging",
    commands=("commands", "search_job"),
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
