"""What was said to customers and by them: mail, text messages, calls and meetings; and how messages are sent."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.communications import (
        cache as cache,
        callbacks as callbacks,
        commands as commands,
        composing as composing,
        delivery_reports as delivery_reports,
        inbound_email as inbound_email,
        inbound_sms as inbound_sms,
        preferences as preferences,
        queries as queries,
        requests as requests,
        responses as responses,
        sending as sending,
    )

CONCEPT = Concept(
    __name__,
    tables="tables",
    mapping="mapping",
    events="events",
    errors="errors",
    commands=(
        *("commands", "delivery_commands", "opting_out", "delivery_reports"),
        *("inbound_sms", "inbound_email"),
    ),
    retention="retention",
    portability="portability",
    erasure="erasure",
    merging="merging",
)


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
