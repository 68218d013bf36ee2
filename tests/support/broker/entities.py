"""What a broker holds: messages, queues with locks and sessions and dead letters, and topics that copy."""

import bisect
import struct
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Any

from tests.support.broker import codec


@dataclass
class Held:
    """A message: its sections as they came, and what the broker knows of it."""

    message_id: Any
    session_id: str | None
    annotations: list[bytes]
    properties: bytes
    application: bytes
    body: bytes
    sequence: int = 0
    enqueued_at: float = 0.0
    deliveries: int = 0
    token: uuid.UUID | None = None
    locked_until: float = 0.0
    holder: Any = None
    reasons: dict[str, str] = field(default_factory=dict)


def parsed(content: bytes) -> Held:
    """A message as it was sent."""
    held = Held(None, None, [], b"", b"", b"\x00\x53\x77\x40")
    for name, begin, value, end in codec.sections(content):
        match name:
            case "annotations":
                for _, key, item in codec.raw_pairs(content, value):
                    held.annotations += [key, item]
            case "properties":
                fields, _ = codec.decoded(content, value)
                held.message_id = fields[0] if fields else None
                held.session_id = fields[10] if len(fields) > 10 else None
                held.properties = bytes(content[begin:end])
            case "application properties":
                held.application = bytes(content[begin:end])
            case "data" | "sequence" | "value":
                held.body = bytes(content[begin:])
                break
    return held


def messages_in(content: bytes) -> list[Held]:
    """One message, or those of a batch (whose format proton hides: each of its bodies is a message)."""
    found = codec.sections(content)
    bodies = [codec.decoded(content, value)[0] for name, _, value, _ in found if name == "data"]
    others = {"application properties", "value", "sequence"} & {name for name, *_ in found}
    if bodies and not others and all(codec.is_message(body) for body in bodies):
        return [parsed(body) for body in bodies]
    return [parsed(content)]


def rendered(held: Held) -> bytes:
    """A message as it is delivered."""
    annotations = codec.mapping(
        [
            *held.annotations,
            codec.text("x-opt-sequence-number", symbol=True),
            codec.long(held.sequence),
            codec.text("x-opt-enqueued-time", symbol=True),
            codec.moment(held.enqueued_at),
            codec.text("x-opt-locked-until", symbol=True),
            codec.moment(held.locked_until),
        ]
    )
    header = b"\x41\x40\x40\x42\x70" + struct.pack(">I", held.deliveries)
    application = held.application
    if held.reasons:
        pairs = codec.raw_pairs(application, codec.end_of(application, 1)) if application else []
        parts = [part for name, key, value in pairs if name not in held.reasons for part in (key, value)]
        parts += [part for name, why in held.reasons.items() for part in (codec.text(name), codec.text(why))]
        application = b"\x00\x53\x74" + codec.mapping(parts)
    return (
        b"\x00\x53\x70\xc0"
        + bytes((len(header) + 1, 5))
        + header
        + b"\x00\x53\x72"
        + annotations
        + held.properties
        + application
        + held.body
    )


class Queue:
    """A queue or a subscription. With sessions each has its own lane, for one receiver at a time."""

    def __init__(
        self, *, lock: float = 30.0, most: int = 10, sessions: bool = False, dead_letters: bool = True
    ) -> None:
        """`lock` in seconds; `most` deliveries before a message is dead-lettered."""
        self.lock, self.most, self.sessions = lock, most, sessions
        self.lanes: OrderedDict[str | None, list[Held]] = OrderedDict()
        self.locked: dict[uuid.UUID, Held] = {}
        self.session_locks: dict[str, tuple[Any, float]] = {}
        self.receivers: list[Any] = []
        self.waiting: list[tuple[float, Any]] = []
        """Receivers that take whichever session comes next, and how long they wait."""
        self.dead = Queue(lock=lock, most=10**9, dead_letters=False) if dead_letters else None

    def put(self, held: Held) -> None:
        lane = self.lanes.setdefault(held.session_id if self.sessions else None, [])
        bisect.insort(lane, held, key=lambda one: one.sequence)

    def release(self, held: Held, *, counted: bool = True) -> None:
        """Unlocks a message for another delivery; the last one ends among the dead letters."""
        self.settle(held)
        held.deliveries += counted
        if self.dead is not None and held.deliveries >= self.most:
            self.bury(held, "MaxDeliveryCountExceeded", f"It was not handled in {self.most} deliveries.")
        else:
            self.put(held)

    def settle(self, held: Held) -> None:
        if held.token:
            self.locked.pop(held.token, None)
        held.token = held.holder = None

    def bury(self, held: Held, reason: str | None, description: str | None) -> None:
        told = {"DeadLetterReason": reason, "DeadLetterErrorDescription": description}
        held.reasons |= {name: str(why) for name, why in told.items() if why}
        if self.dead is not None:
            self.dead.put(held)

    def __len__(self) -> int:
        return sum(map(len, self.lanes.values())) + len(self.locked)


class Topic:
    """Copies each message to its subscriptions. With a window, an id is taken once within that many seconds."""

    def __init__(self, window: float = 0) -> None:
        self.window, self.subscriptions = window, dict[str, Queue]()
        self._seen: OrderedDict[Any, float] = OrderedDict()

    def knows(self, message_id: Any) -> bool:
        """Whether this id came before; notes it if not."""
        if not self.window or message_id is None:
            return False
        now = time.time()
        while self._seen and next(iter(self._seen.values())) < now - self.window:
            self._seen.popitem(last=False)
        if message_id in self._seen:
            return True
        self._seen[message_id] = now
        return False

    def put(self, held: Held, number: Any) -> list[Queue]:
        """Copies the message to every subscription, each with a sequence number of its own."""
        for queue in self.subscriptions.values():
            queue.put(replace(held, sequence=next(number), enqueued_at=time.time(), reasons={}))
        return list(self.subscriptions.values())
