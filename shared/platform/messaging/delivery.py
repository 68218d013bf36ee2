"""What comes with an event when it is delivered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Once:
    """A message that causes a command, and who took it: the command is carried out once however often it comes."""

    consumer: str
    message_id: str


@dataclass(frozen=True)
class Delivery:
    """What a handler knows of an event beside the event: where it stands, and that it may come again."""

    once: Once
    """For `mediator.send(command, once=…)`: what the command does is done once, however often this comes."""
    entity_id: UUID
    """What the event happened to."""
    sequence: int
    """Its number among the events of that entity, which has this version since; they rise, and some may be missing."""
    occurred_at: datetime
    trace_parent: str | None


type Handler = Callable[[Any, Delivery], None]
"""Takes one of the events its consumer is declared with."""
