"""A consumer that must do nothing twice: it has a row written for each event it is told of.

The product has none of this kind. `grown` makes the product with it; the product itself is not touched.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from shared.composition import app
from shared.contacts.names import CONTACT_EVENTS
from shared.customers.names import CUSTOMER_EVENTS
from shared.kernel.events import DomainEvent
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers

TABLE = "CREATE TABLE Witnessed (EventId TEXT NOT NULL)"
"""Takes an event as often as somebody writes it down."""
REGISTERED = "\nfrom tests.durability import witness\n\nwitness.triggers.register(app)\n"

triggers = Triggers("Witness", app)


@dataclass(frozen=True)
class WriteDown(Command[None]):
    event_id: str

    def handle(self, uow: UnitOfWork) -> None:
        uow.session.execute(text("INSERT INTO Witnessed VALUES (:id)"), {"id": self.event_id})


def deliveries(data: Path) -> Path:
    """A line for each time an event was delivered, whatever came of it."""
    return data / "deliveries.txt"


@triggers.consumer("witness", CUSTOMER_EVENTS, CONTACT_EVENTS)
def witness(_event: DomainEvent, delivery: Delivery) -> None:
    """Every event → a row."""
    with deliveries(Path(os.environ["DATA"])).open("a") as log:
        log.write(f"{delivery.once.message_id}\n")
    app().mediator.send(WriteDown(delivery.once.message_id), once=delivery.once)


def grown(product: Path, folder: Path) -> Path:
    """The product in a folder, as it is but for one more consumer."""
    folder.mkdir()
    for place in product.iterdir():
        if place.name not in ("function_app.py", "__pycache__"):
            (folder / place.name).symlink_to(place)
    (folder / "function_app.py").write_text((product / "function_app.py").read_text() + REGISTERED)
    return folder
