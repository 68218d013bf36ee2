"""What customers complain of, and what we do about it."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.complaints import (
        commands as commands,
        escalation as escalation,
        people as people,
        queries as queries,
        report as report,
        report_page as report_page,
        report_responses as report_responses,
        requests as requests,
        responses as responses,
        satisfaction as satisfaction,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="errors",
    commands=("commands", "escalation"),
    portability="portability",
    erasure="erasure",
    merging="merging",
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
