"""What messages cost: accepting, sending, listing, filling in, and a large file."""

import json
import random
import sqlite3
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from shared.communications.commands import SendMessage
from shared.communications.values import Content, Recipient
from shared.customers.values import CommunicationType
from shared.settings import Settings
from tests.performance.client import client_of
from tests.performance.seed import id_of
from tests.support.running import Process
from tests.support.waiting import until
from tests.support.world import World

BODY = "Dear Ada, the floor plan of hall 3 is ready. " * 10


@dataclass(frozen=True)
class Mails:
    """So many mails to customers of the seeded base, one after another; returns the seconds each took."""

    port: int
    token: str
    count: int
    addresses: Sequence[str]

    def __call__(self, turn: int) -> list[float]:
        ask, chance, times = client_of(self.port, self.token), random.Random(turn), []
        for _ in range(20 + self.count):
            number = chance.randrange(1, len(self.addresses) + 1)
            body = {"recipientEmail": self.addresses[number - 1], "subject": "Your floor plan", "body": BODY}
            began = time.perf_counter()
            status, content = ask("POST", f"customers/{id_of(number)}/communications/email", body)
            times.append(time.perf_counter() - began)
            assert status == 201, content
        return times[20:]


def addresses_of(data: Path, count: int) -> list[str]:
    """The addresses of the first customers, in order."""
    with sqlite3.connect(data / "customers.db") as db:
        rows = db.execute("SELECT PrimaryEmail FROM CustomerContactInfo ORDER BY CustomerId LIMIT ?", (count,))
        return [address for (address,) in rows]


def drained(data: Path, count: int) -> float:
    """Mails per second from the queue to the provider that writes files: accepted first, while nobody sends."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    address = f"{uuid.uuid4().hex}@example.com"
    customers = [world.has_customer(email=f"{n}-{address}") for n in range(100)]
    for number in range(count):
        at = number % len(customers)
        world.send(
            SendMessage(
                customer_id=customers[at],
                type=CommunicationType.EMAIL,
                recipient=Recipient(email=f"{at}-{address}"),
                content=Content("Your floor plan", BODY),
            )
        )
    world.app.relay.drain()
    world.app.database.dispose()
    outbox = data / "outbox"
    with Process(data):
        until(lambda: outbox.exists() and len(list(outbox.glob("*.eml"))) > count // 10, pause=0.005)
        began, before = time.perf_counter(), len(list(outbox.glob("*.eml")))
        until(lambda: len(list(outbox.glob("*.eml"))) >= count, pause=0.01)
        return (count - before) / (time.perf_counter() - began)


def talkative(data: Path, count: int) -> str:
    """A customer with so many communications, written straight into the table. Returns its id."""
    id = id_of(1)
    db = sqlite3.connect(data / "customers.db", isolation_level=None)
    db.execute("BEGIN")
    for number in range(count):
        moment = f"2026-01-{1 + number % 28:02} {number % 24:02}:{number % 60:02}:00.{number:06}"
        db.execute(
            "INSERT INTO CommunicationHistory (Id, CustomerId, Type, Subject, Content, Direction, Status, CreatedAt,"
            " CreatedBy, OccurredAt, RowVersion) VALUES (?, ?, ?, ?, ?, 'Outbound', 'Sent', ?, 'seed', ?, 1)",
            (uuid.uuid4().hex, uuid.UUID(id).hex, "SMS" if number % 3 else "Email", "Hello", BODY, moment, moment),
        )
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()
    return id


def rendered(count: int) -> float:
    """Texts filled in per second."""
    from shared.templates.rendering import render
    from shared.templates.values import Wording

    wording = Wording(
        "Hello {{ contact.firstName }}",
        "Dear {{ contact.firstName }} {{ contact.lastName }},\n{% if event %}see you at {{ event }}{% endif %}." * 3,
    )
    values = {"contact": {"firstName": "Ada", "lastName": "Lovelace"}, "event": "the gala"}
    began = time.perf_counter()
    for _ in range(count):
        render(wording, values)
    return count / (time.perf_counter() - began)


def with_file(process: Process, size: int) -> tuple[float, float]:
    """MiB that the process takes more, at its highest, for a file that comes in, and for one that goes out."""
    connection, boundary = HTTPConnection("127.0.0.1", process.port), "b"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="plan.bin"\r\n\r\n'.encode()
    body = head + bytes(size) + f"\r\n--{boundary}--\r\n".encode()
    headers = {
        "Authorization": f"Bearer {process.token()}",
        "Content-Type": f"multipart/form-data; boundary={boundary}",
    }
    before = highest(process.id)
    connection.request("POST", f"/api/v1/customers/{id_of(1)}/attachments", body, headers)
    answer = json.loads(connection.getresponse().read())
    added = highest(process.id)
    ask, [address] = client_of(process.port, process.token()), addresses_of(process.data, 1)
    mail = {"recipientEmail": address, "subject": "Plan", "body": "Here", "attachments": [answer["id"]]}
    _, content = ask("POST", f"customers/{id_of(1)}/communications/email", mail)
    path = f"customers/{id_of(1)}/communications/{json.loads(content)['id']}"
    until(lambda: json.loads(ask("GET", path)[1])["status"] == "Sent")
    return added - before, highest(process.id) - added


def highest(process_id: int) -> float:
    """The most resident memory a process had, in MiB."""
    [line] = [line for line in Path(f"/proc/{process_id}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024
