"""What exists on the bus: topics and queues come from the events, subscriptions from the consumers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from shared.kernel.destinations import Queue, Topic
from shared.kernel.events import DomainEvent

MAX_DELIVERIES = 4
"""A message is tried once and three times more, then dead-lettered (specification §12.3)."""


class Subscription(NamedTuple):
    """A consumer's own copy of a topic's messages."""

    topic: str
    name: str
    ordered: bool = False
    """Whether it has sessions: the messages of one customer are then handled one after another."""


@dataclass(frozen=True)
class Topology:
    """The entities of one namespace, each name once."""

    topics: tuple[str, ...]
    queues: tuple[str, ...]
    """An event published to a queue has one reader, which does the work."""
    subscriptions: tuple[Subscription, ...]

    @classmethod
    def of(cls, events: Iterable[type[DomainEvent]], subscriptions: Iterable[Subscription] = ()) -> "Topology":
        """What these events and their consumers need."""
        destinations = sorted({kind.destination for kind in events})
        return cls(
            topics=tuple(name for name in destinations if isinstance(name, Topic)),
            queues=tuple(name for name in destinations if isinstance(name, Queue)),
            subscriptions=tuple(sorted(set(subscriptions))),
        )
