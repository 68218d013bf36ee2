"""Messages on their way out: whoever carries e-mail and SMS, or files in a folder (specification §5.3, §11.5)."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, ClassVar, Literal, NamedTuple, Protocol
from uuid import UUID


@dataclass(frozen=True)
class EmailAttachment:
    """A file that goes with a mail; opened when the mail is written, and read piece by piece."""

    name: str
    media_type: str
    size: int
    """Bytes."""
    open: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True)
class Invitation:
    """What a calendar makes of a mail (RFC 5546)."""

    method: Literal["REQUEST", "CANCEL"]
    content: bytes
    """An iCalendar object."""


@dataclass(frozen=True)
class OutgoingEmail:
    """A mail, complete: what is in it is checked already, and nothing of it holds a line break but its texts."""

    id: UUID
    """The same whenever this mail is sent: what makes a second sending no second mail, where the provider can tell."""
    message_id: str
    """With its angle brackets."""
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str | None = None
    reply_to: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further ones, such as List-Unsubscribe."""
    attachments: tuple[EmailAttachment, ...] = ()
    invitation: Invitation | None = None


@dataclass(frozen=True)
class OutgoingSms:
    """A text message."""

    id: UUID
    sender: str
    recipient: str
    """E.164."""
    text: str


class Accepted(NamedTuple):
    """The provider has the message."""

    provider_id: str | None
    """What the provider calls it."""


class Refused(Exception):
    """The provider will not carry this message, now or later. The reason names nobody."""

    def __init__(self, reason: str, *, why: Literal["failed", "bounced", "optedOut"] = "failed") -> None:
        super().__init__(reason)
        self.why = why


class TryLater(Exception):
    """The provider surely does not have the message, and may take it later."""

    def __init__(self, reason: str, *, seconds: float | None = None) -> None:
        """`seconds`: how long it asked to be left alone (`Retry-After`)."""
        super().__init__(reason)
        self.seconds = seconds


class Ambiguous(Exception):
    """Nobody knows whether the provider has the message: what it answered is lost, or says nothing."""


class Limit(NamedTuple):
    """So many messages in so many seconds."""

    messages: int
    seconds: int


class Provider[M](Protocol):
    """Who carries messages of one channel."""

    name: ClassVar[str]
    idempotent: ClassVar[bool]
    """Whether the same message sent twice is carried once."""
    limits: tuple[Limit, ...]
    """What it takes at most, over all instances."""

    def send(self, message: M) -> Accepted:
        """Hands a message over, once. Raises Refused, TryLater, Ambiguous."""
        ...


type EmailProvider = Provider[OutgoingEmail]
type SmsProvider = Provider[OutgoingSms]


class Channels(NamedTuple):
    """Who carries what; None: nobody is set up, and messages of the channel fail."""

    email: EmailProvider | None
    sms: SmsProvider | None
    forget: Callable[[UUID], object] = lambda _: None
    """Removes what is kept here of a message that was sent; what a provider keeps is the provider's to erase."""

    @property
    def idempotent(self) -> frozenset[str]:
        """The names of those that carry a message once, however often they get it."""
        return frozenset(one.name for one in (self.email, self.sms) if one and one.idempotent)
