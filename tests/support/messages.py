"""Messages in tests: sent as the queues do, through a provider that does what it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from shared.adapters.delivery import Accepted, Channels, Limit, OutgoingEmail, OutgoingSms
from shared.communications import sending
from shared.communications.commands import SendMessage
from shared.communications.queries import load_communication
from shared.communications.tables import communications
from shared.communications.values import CommunicationPurpose, Content, Recipient
from shared.customers.commands import UpdatePreferences
from shared.customers.values import CommunicationType
from tests.support.world import World

EMAIL, SMS = CommunicationType.EMAIL, CommunicationType.SMS
SERVICE, MARKETING = CommunicationPurpose
c = communications.c


@dataclass
class Provider:
    """Takes what it is given, or does what `answer` does instead."""

    name: str = "test"
    idempotent: bool = False
    limits: tuple[Limit, ...] = ()
    answer: Callable[[], Any] | None = None
    sent: list[OutgoingEmail | OutgoingSms] = field(default_factory=list)
    calls: int = 0

    def send(self, message: OutgoingEmail | OutgoingSms) -> Accepted:
        self.calls += 1
        if self.answer is not None:
            self.answer()
        self.sent.append(message)
        return Accepted(f"p-{message.id}")


@dataclass
class Post:
    """The way of messages in a world, and a customer who may get all of them."""

    world: World
    provider: Provider = field(default_factory=Provider)

    def __post_init__(self) -> None:
        provider: Any = self.provider
        vars(self.world.app)["channels"] = Channels(provider, provider)
        self.address, self.phone = f"{uuid4().hex}@example.com", f"+4915{uuid4().int % 10**9:09}"
        self.customer = self.world.has_customer(email=self.address, primary_phone=self.phone)
        self.prefers(notifications={"sms": True}, consents={"marketing": True})

    def prefers(self, **provided: Any) -> None:
        self.world.send(UpdatePreferences(self.customer, provided=provided))

    def accepts(self, **more: Any) -> UUID:
        """A mail to the customer is accepted."""
        given: dict[str, Any] = {
            "customer_id": self.customer,
            "type": EMAIL,
            "recipient": Recipient(email=self.address),
            "content": Content("Your floor plan", "Dear Ada"),
        }
        return self.world.send(SendMessage(**given | more)).id

    def accepts_sms(self, **more: Any) -> UUID:
        text = Content(text="Doors open at 19:00.")
        return self.accepts(**{"type": SMS, "recipient": Recipient(phone=self.phone), "content": text} | more)

    def delivers(self, id: UUID) -> None:
        """The queue hands a message to a worker."""
        one = self.shown(id)
        sending.send_message(self.world.app, id, SMS if one["type"] == "SMS" else EMAIL)

    def is_time(self) -> list[str]:
        """The timer looks, and the queues hand out what it found; returns the states of all messages."""
        sending.dispatch_due(self.world.app)
        with self.world.app.database.reading() as session:
            waiting = session.execute(select(c.Id).where(c.Pending.is_(True), c.DueAt.is_(None), c.Owner.is_(None)))
            ids = [id for (id,) in waiting]
        for id in ids:
            self.delivers(id)
        with self.world.app.database.reading() as session:
            return [str(one) for one in session.scalars(select(c.Status).order_by(c.CreatedAt, c.Id))]

    def shown(self, id: UUID) -> dict[str, Any]:
        with self.world.app.database.reading() as session:
            return load_communication(session, self._customer(id), id).model_dump(mode="json", by_alias=True)

    def status(self, id: UUID) -> str:
        return str(self.shown(id)["status"])

    def _customer(self, id: UUID) -> UUID:
        with self.world.app.database.reading() as session:
            customer: UUID = session.execute(select(c.CustomerId).where(c.Id == id)).scalar_one()
            return customer
